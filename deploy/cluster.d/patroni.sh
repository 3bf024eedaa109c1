# PostgreSQL under Patroni, with the script and the configuration of deploy/patroni, under this set-up's supervisors. Sourced.
# shellcheck shell=bash

patroni_dir=$CLUSTER_DIR/patroni patroni_port=$((PORTS + 620))
patroni_names() { printf '%s\n' node1 node2 node3 etcd; }
patroni_hosts() { echo "localhost:$((patroni_port + 1)),localhost:$((patroni_port + 2)),localhost:$((patroni_port + 3))"; }
patroni_run() { PATRONI_DIR=$patroni_dir PATRONI_PORT=$patroni_port PATRONI_CONFIG=$patroni_dir/patroni.yml deploy/patroni/run "$@"; }

start_patroni() {
    local name
    mkdir -p -m 0700 "$patroni_dir"
    (umask 077 && secret database-postgres > "$patroni_dir/superuser.secret")
    install -m 0600 "$tls/database.key" "$patroni_dir/server.key"
    cp "$tls/database.crt" "$patroni_dir/server.crt"
    sed -e "s#\# ssl: 'on'#ssl: 'on'#" -e "s#\# \(ssl_[a-z]*_file\): .*/#\1: $patroni_dir/#" -e 's/- host /- hostssl /' \
        deploy/patroni/patroni.yml > "$patroni_dir/patroni.yml"
    [[ ${#as_postgres[@]} -eq 0 ]] || chown -R "$postgres_user" "$patroni_dir"
    for name in $(patroni_names); do
        start_script "$name" <<EOT
export PATRONI_DIR=$patroni_dir PATRONI_PORT=$patroni_port PATRONI_CONFIG=$patroni_dir/patroni.yml
cd $repository && exec deploy/patroni/run foreground $name
EOT
    done
    for name in etcd node1 node2 node3; do supervise "$name"; done
    await "node1 or another node leads, with a synchronous standby" patroni_run ready
}

patroni_rest() { curl -fs -m 3 "http://127.0.0.1:$((patroni_port + 10 + ${2#node}))/$1"; }

leader() {
    local name
    for name in node1 node2 node3; do
        if patroni_rest primary "$name" > /dev/null; then echo "$name"; fi
    done
}

# The agent and its PostgreSQL die together, as with their host.
kill_patroni() {
    local pids
    pids=$(patroni_run pids "$1" | paste -sd ' ') || pids=''
    [[ -n $pids ]] && supervisor_of "$1" > /dev/null || { echo "$1 does not run at the moment"; return; }
    # shellcheck disable=SC2086 # ids are words
    kill -KILL $pids 2> /dev/null || true
    echo "$1 (${pids%% *}) was killed${2:-}"
}

# The leader last, so that nobody is promoted on the way.
stop_patroni() {
    local name last
    last=$(leader)
    for name in node1 node2 node3; do
        [[ $name == "$last" ]] || stop "$name"
    done
    # shellcheck disable=SC2086 # at most one word
    stop $last etcd
    patroni_run down # a PostgreSQL whose agent had just been killed
}

patroni_address() { if [[ $1 == etcd ]]; then echo "127.0.0.1:$((patroni_port + 20))"; else echo "127.0.0.1:$((patroni_port + ${1#node}))"; fi; }

patroni_health() {
    if [[ $1 == etcd ]]; then
        curl -fs -m 3 -o /dev/null "http://127.0.0.1:$((patroni_port + 20))/health" && echo healthy
    else
        patroni_rest health "$1" | sed -n 's/.*"role": "\([a-z_]*\)".*/\1/p' | grep .
    fi
}
