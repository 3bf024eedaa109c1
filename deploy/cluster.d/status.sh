# Shows each process. Sourced.
# shellcheck shell=bash

status() {
    [[ -e $CLUSTER_DIR/settings ]] || fail "There is nothing at $CLUSTER_DIR"
    local name pid health well=0 form='%-15s %8s  %-24s %s\n'
    # shellcheck disable=SC2059 # the form is a constant
    printf "$form" process pid address health
    for name in $(killable); do
        pid=$(pid_of "$name") || pid=-
        health=$(health_of "$name") || well=1
        # shellcheck disable=SC2059
        printf "$form" "$name" "$pid" "$(address_of "$name")" "${health:-does not answer}"
    done
    echo "grafana: not in Debian, so not here (docs/operations.md)"
    return $well
}

address_of() {
    case $1 in
        nginx) echo "$address" ;;
        prometheus) echo "127.0.0.1:$prometheus_port" ;;
        alertmanager) echo "127.0.0.1:$alertmanager_port" ;;
        node-exporter) echo "127.0.0.1:$node_exporter_port" ;;
        mosquitto-*) echo "localhost:$(port_of "$1")" ;;
        node? | etcd) patroni_address "$1" ;;
        *) echo "127.0.0.1:$(port_of "$1")" ;;
    esac
}

# Prints a word, and fails if the process is not well.
health_of() {
    local report
    case $1 in
        command-* | query-* | acl-*)
            report=$(curl -s -m 5 "http://127.0.0.1:$(port_of "$1")/health") || return
            # The status, and each check that is not healthy.
            grep -oE '"[a-z_]+":"(healthy|degraded|unhealthy)"' <<< "$report" | tr -d '"' | grep -vE '^[a-z_]+:healthy$' | paste -sd ' ' \
                | grep . || echo healthy
            grep -q '"status":"healthy"' <<< "$report"
            ;;
        mosquitto-*) (exec 3<> "/dev/tcp/127.0.0.1/$(port_of "$1")") 2> /dev/null && echo "accepts connections" ;;
        nginx) proxy_answers /health/live && echo "answers for /health/live" ;;
        database) sql_answers && echo "answers over TLS" ;;
        prometheus | alertmanager | node-exporter) monitor_is_ready "$1" && echo ready ;;
        *) patroni_health "$1" ;;
    esac
}
