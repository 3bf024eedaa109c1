# The portal's processes. Sourced.
# shellcheck shell=bash

portal_script() { # portal_script NAME ROLES DATABASE_USER, and more settings on the standard input
    start_script "$1" <<EOT
export PORTAL_ROLES=$2 ADDRESS=127.0.0.1 PORT=$(port_of "$1") DATA_DIR=$CLUSTER_DIR/$1 PUBLIC_URL=$address
export DATABASE_URL='$(database_url "$3")'
export FORWARD_HEADERS=native TRUSTED_PROXIES=127.0.0.0/8,::1 MQTT_BROKER_HOST=localhost
export HTTPS_PORT=off RATE_LIMIT_PROCESSES=$COMMANDS RATE_LIMIT_REQUESTS_PER_MINUTE=12000 RATE_LIMIT_KEY_REQUESTS_PER_MINUTE=120000
export PORTAL_JAVA_OPTIONS='$CLUSTER_JAVA_OPTIONS -XX:+ExitOnOutOfMemoryError'
$(cat)
cd $repository && exec portal/run
EOT
}

write_portal_scripts() {
    local name
    for name in $(numbered command "$COMMANDS"); do
        portal_script "$name" command,crl portal_command_crl <<EOT
export SECRET_KEY=$(secret portal) CA_ROOT_PATH=$CLUSTER_DIR/ca DEVICE_PORT=$(device_port_of "$name") MQTT_BROKER_PORT=$MQTT_PORT
export KEY_POOL_SIZE=${KEY_POOL_SIZE:-50}
EOT
    done
    for name in $(numbered query "$QUERIES"); do
        portal_script "$name" query portal_query <<< "export LEDGER_KEY_FILE=$secrets/ledger.key MQTT_BROKER_PORT=$MQTT_PORT"
    done
    for name in $(numbered acl "$BROKERS"); do
        portal_script "$name" acl portal_acl <<EOT
export BROKER_ID=mosquitto-${name##*-} BROKER_MANAGED=true BROKER_ADMIN_PORT=$(admin_port_of "$name")
export MQTT_BROKER_PORT=$(port_of "mosquitto-${name##*-}") CRL_URL=http://127.0.0.1:$HTTP_PORT/crl.pem
EOT
    done
}

start_portals() {
    local name
    write_portal_scripts
    # The first command process makes the CA and the first API key; the first query process, the ledger's key.
    supervise command-1
    await "command-1 is ready" is_ready command-1
    ln -sfn "$CLUSTER_DIR/command-1/admin.key" "$CLUSTER_DIR/admin.key"
    for name in $(portals); do
        [[ $name =~ ^(command-1|query-[2-9])$ ]] || supervise "$name"
    done
    await "query-1 is ready" is_ready query-1
    for name in $(portals); do supervise "$name"; done
    for name in $(portals); do await "$name is ready" is_ready "$name"; done
}

# Restarts the portals one after the other, or those with these names. What appends most comes last: until all have the new version,
# its new kinds of events are held back (docs/operations.md).
restart() {
    local name pid
    [[ -e $CLUSTER_DIR/settings ]] || fail "There is nothing at $CLUSTER_DIR"
    prepare_database
    write_portal_scripts
    for name in $(numbered query "$QUERIES") $(numbered acl "$BROKERS") $(numbered command "$COMMANDS"); do
        [[ $# -eq 0 || " $* " == *" $name "* ]] || continue
        if pid=$(pid_of "$name"); then
            kill -TERM "$pid"
            await "$name has ended" has_ended "$pid"
        fi
        supervise "$name"
        await "$name is ready" is_ready "$name"
        echo "$name was restarted"
    done
}

has_ended() { ! is_alive "$1"; }

is_ready() { curl -fs -m 5 -o /dev/null "http://127.0.0.1:$(port_of "$1")/health/ready"; }
