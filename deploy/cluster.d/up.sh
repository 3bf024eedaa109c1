# Up, down and load. Sourced.
# shellcheck shell=bash

# await WHAT COMMAND...: until the command succeeds, for START_SECONDS.
await() {
    local what=$1 end=$((SECONDS + START_SECONDS))
    shift
    until "$@"; do
        ((SECONDS < end)) || fail "$(printf 'After %s seconds, it is not true that %s. The logs are in %s:\n' "$START_SECONDS" "$what" "$logs"
            tail -n 5 "$logs/${what%% *}.log" 2> /dev/null)"
        sleep 0.2
    done
}

check_programs() {
    need openssl openssl
    need curl curl
    need psql postgresql-client
    need nginx nginx
    need mosquitto mosquitto
    need setsid util-linux
    [[ $DATABASE =~ ^(single|patroni)$ ]] || fail "DATABASE is single or patroni, not $DATABASE"
    if [[ $DATABASE == patroni ]]; then
        need patroni patroni
        need etcd etcd-server
    fi
    postgres_bin > /dev/null
    if [[ $MONITORING == true ]]; then
        need prometheus prometheus
        need prometheus-alertmanager prometheus-alertmanager
        need prometheus-node-exporter prometheus-node-exporter
    fi
    [[ -r portal/target/app/portal.jar ]] || fail "deploy/cluster needs the portal: ./mvnw -DskipTests package"
}

up() {
    local begin=$SECONDS
    check_programs
    mkdir -p -m 0755 "$CLUSTER_DIR" "$run" "$logs"
    exec 9> "$CLUSTER_DIR/lock"
    flock -n 9 || fail "Another deploy/cluster works on $CLUSTER_DIR"
    remember
    make_certificates
    echo "The database starts ($DATABASE)"
    start_database
    echo "$COMMANDS command, $QUERIES query and $BROKERS acl processes start"
    start_proxy # first, because brokers fetch the CRL through it
    start_portals
    await "nginx answers" proxy_answers /health/live
    start_monitoring
    echo "All is ready after $((SECONDS - begin)) seconds."
    cat <<EOT

  the portal      $address (its certificate's CA: $tls/ca.crt)
  sign in with    $CLUSTER_DIR/admin.key
  brokers         mqtts://localhost:$MQTT_PORT to $((MQTT_PORT + BROKERS - 1)), with a device's certificate
  processes       deploy/cluster status; how each is started: $run/*.start; what it says: $logs
EOT
    if [[ $MONITORING == true ]]; then
        echo "  Prometheus      http://127.0.0.1:$prometheus_port, Alertmanager http://127.0.0.1:$alertmanager_port"
        echo "                  Grafana is not in Debian: see docs/operations.md"
    fi
    echo "  next            deploy/cluster load --seconds 60 --kill-every 15, deploy/cluster down"
}

down() {
    [[ -z $1 || $1 == --purge ]] || usage
    [[ -e $CLUSTER_DIR/settings ]] || fail "There is nothing at $CLUSTER_DIR"
    local name pid
    # shellcheck disable=SC2046 # names are words
    stop nginx $(monitors) $(portals)
    for name in $(numbered mosquitto "$BROKERS"); do # one whose portal had just been killed
        if pid=$(pid_of "$name"); then kill -TERM "$pid"; fi
    done
    if [[ $DATABASE == patroni ]]; then stop_patroni; else stop database; fi
    if [[ $1 == --purge ]]; then
        rm -rf "$CLUSTER_DIR"
        echo "All is stopped and removed."
    else
        echo "All is stopped. The data stay in $CLUSTER_DIR; deploy/cluster up continues with them."
    fi
}

load() {
    local classes=${CLUSTER_LOAD_CLASSES:-bench/target/bench.jar}
    [[ -n ${CLUSTER_LOAD_CLASSES:-} || -r $classes ]] || fail "deploy/cluster load needs $classes: ./mvnw -DskipTests package"
    [[ -r $CLUSTER_DIR/admin.key ]] || fail "Nothing runs at $CLUSTER_DIR: deploy/cluster up"
    # shellcheck disable=SC2046 # ports and names are words
    exec "$(java25)" -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" org.deviceonboarding.bench.ClusterLoad \
        "$address" "$tls/ca.crt" "$CLUSTER_DIR/admin.key" \
        "$(for name in $(numbered mosquitto "$BROKERS"); do echo "$name=$(port_of "$name")"; done | paste -sd ,)" \
        "$(killable | paste -sd ,)" "$repository/deploy/cluster" "$@"
}

java25() {
    local candidate
    for candidate in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
        if [[ -x $candidate ]] && "$candidate" -version 2>&1 | grep -qE 'version "(2[5-9]|[3-9][0-9])'; then
            echo "$candidate"
            return
        fi
    done
    fail "deploy/cluster load needs a Java 25: set JAVA_HOME"
}
