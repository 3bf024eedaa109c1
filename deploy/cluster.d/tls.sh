# A CA of the set-up, for nginx' and the database's certificates. It is not the portal's CA. Sourced.
# shellcheck shell=bash

make_certificates() {
    mkdir -p -m 0755 "$tls"
    if [[ ! -s $tls/ca.crt ]]; then
        (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$tls/ca.key")
        openssl req -x509 -new -key "$tls/ca.key" -days 3650 -subj "/CN=Set-up on $CLUSTER_HOST" \
            -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -out "$tls/ca.crt"
    fi
    make_certificate nginx "$CLUSTER_HOST"
    make_certificate database localhost
}

make_certificate() { # make_certificate NAME HOST
    [[ ! -s $tls/$1.crt ]] || return 0
    local names=DNS:localhost,IP:127.0.0.1
    [[ $2 == localhost ]] || names+=,DNS:$2
    (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$tls/$1.key")
    openssl req -new -key "$tls/$1.key" -subj "/CN=$2" -out "$tls/$1.csr"
    openssl x509 -req -in "$tls/$1.csr" -CA "$tls/ca.crt" -CAkey "$tls/ca.key" -CAcreateserial -days 825 -out "$tls/$1.draft" \
        -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\n' "$names") 2> /dev/null
    rm -f "$tls/$1.csr"
    mv "$tls/$1.draft" "$tls/$1.crt"
}

# secret NAME: makes the secret once, and prints it.
secret() {
    mkdir -p -m 0700 "$secrets"
    [[ -s $secrets/$1 ]] || (umask 077 && openssl rand -hex 24 > "$secrets/$1.draft" && mv "$secrets/$1.draft" "$secrets/$1")
    cat "$secrets/$1"
}
