# The settings of deploy/cluster, and where things are. Sourced.
# shellcheck shell=bash disable=SC2034

CLUSTER_DIR=$(readlink -m "${CLUSTER_DIR:-data/cluster}")
run=$CLUSTER_DIR/run secrets=$CLUSTER_DIR/secrets tls=$CLUSTER_DIR/tls logs=$CLUSTER_DIR/log

# What the first "up" chose stays, unless the environment says otherwise.
# shellcheck source=/dev/null
[[ ! -r $CLUSTER_DIR/settings ]] || source "$CLUSTER_DIR/settings"

remembered=(DATABASE COMMANDS QUERIES BROKERS MONITORING CLUSTER_HOST PORTS HTTPS_PORT HTTP_PORT MQTT_PORT REQUESTS_PER_SECOND
    CLUSTER_JAVA_OPTIONS)

on_path() { PATH=$PATH:/usr/sbin:/sbin command -v "$1"; }
patroni_is_here() { [[ -x $repository/deploy/patroni/run ]] && on_path patroni > /dev/null && on_path etcd > /dev/null; }

if [[ -z ${DATABASE:-} ]]; then
    if patroni_is_here; then DATABASE=patroni; else DATABASE=single; fi
fi
: "${COMMANDS:=3}" "${QUERIES:=2}" "${BROKERS:=2}" "${MONITORING:=true}" "${CLUSTER_HOST:=localhost}" "${PORTS:=20000}"
: "${HTTPS_PORT:=$((PORTS + 443))}" "${HTTP_PORT:=$((PORTS + 80))}" "${MQTT_PORT:=$((PORTS + 883))}" # broker 2: MQTT_PORT + 1
: "${REQUESTS_PER_SECOND:=200}" "${CLUSTER_JAVA_OPTIONS:=-Xmx256m}" "${START_SECONDS:=180}"

address=https://$CLUSTER_HOST:$HTTPS_PORT
prometheus_port=$((PORTS + 700)) alertmanager_port=$((PORTS + 701)) node_exporter_port=$((PORTS + 702))

# Ports on loopback, by the name of the process.
port_of() {
    local number=${1##*-}
    case $1 in
        command-*) echo $((PORTS + 100 + number)) ;;
        query-*) echo $((PORTS + 200 + number)) ;;
        acl-*) echo $((PORTS + 300 + number)) ;;
        mosquitto-*) echo $((MQTT_PORT + number - 1)) ;;
        database) echo $((PORTS + 600)) ;;
    esac
}
device_port_of() { echo $(($(port_of "$1") + 50)); }
admin_port_of() { echo $((PORTS + 500 + ${1##*-})); }

remember() {
    local name
    for name in "${remembered[@]}"; do
        printf ': "${%s:=%s}"\n' "$name" "${!name}"
    done > "$CLUSTER_DIR/settings"
}

fail() {
    echo "$*" >&2
    exit 1
}

# need PROGRAM PACKAGE
need() { on_path "$1" > /dev/null || fail "deploy/cluster needs $1: apt-get install $2"; }
