# nginx, with the files of deploy/nginx that an operator uses too; only hosts.conf and paths differ. Sourced.
# shellcheck shell=bash

upstream() { # upstream SIDE NAME...
    local side=$1 name
    echo "upstream portal_$side { zone portal_$side 64k; keepalive 16; keepalive_timeout 10s;"
    shift
    for name in "$@"; do echo "    server 127.0.0.1:$(port_of "$name") max_fails=3 fail_timeout=2s;"; done
    echo "}"
}

start_proxy() {
    local folder=$CLUSTER_DIR/nginx user=''
    [[ $(id -u) != 0 ]] || user="user $(id -un www-data 2> /dev/null || echo nobody);"
    mkdir -p "$folder"
    sed "s/rate=200r/rate=${REQUESTS_PER_SECOND}r/" deploy/nginx/rules.conf > "$folder/rules.conf"
    cp deploy/nginx/proxy.conf "$folder/"
    # shellcheck disable=SC2046 # names are words
    {
        upstream command $(numbered command "$COMMANDS")
        upstream query $(numbered query "$QUERIES")
        echo "map \"\" \$https_port { default \":$HTTPS_PORT\"; }"
    } > "$folder/hosts.conf"
    sed -e "s#/etc/nginx/portal/site\.#$tls/nginx.#" -e "s#/etc/nginx/portal#$folder#" -e "s#/var/log/nginx/#$logs/nginx-#" \
        -e "s/listen 80;/listen $HTTP_PORT;/" -e "s/listen 443 /listen $HTTPS_PORT /" deploy/nginx/site.conf > "$folder/site.conf"
    cat > "$folder/nginx.conf" <<EOT
daemon off;
$user
worker_processes 2;
pid $folder/nginx.pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
    client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
    include $folder/site.conf;
}
EOT
    start_script nginx <<< "exec $(on_path nginx) -e stderr -p $folder -c $folder/nginx.conf"
    "$(on_path nginx)" -e stderr -t -q -p "$folder" -c "$folder/nginx.conf" || fail "nginx does not accept $folder/nginx.conf"
    supervise nginx QUIT
}

proxy_answers() { curl -fs -m 5 -o /dev/null --cacert "$tls/ca.crt" "https://localhost:$HTTPS_PORT$1"; }
