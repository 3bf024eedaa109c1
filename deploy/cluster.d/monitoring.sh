# Prometheus with the rules of deploy/monitoring, Alertmanager and node exporter. Grafana is not in Debian. Sourced.
# shellcheck shell=bash

targets() { # targets ROLE NAME...
    local role=$1
    shift
    echo "      - labels: { role: $role }"
    echo "        targets: [$(for name in "$@"; do echo "'127.0.0.1:$(port_of "$name")'"; done | paste -sd ,)]"
}

start_monitoring() {
    [[ $MONITORING == true ]] || return 0
    local folder=$CLUSTER_DIR/monitoring file
    mkdir -p "$folder/rules"
    for file in deploy/monitoring/*.yml; do
        if grep -q '^groups:' "$file"; then cp "$file" "$folder/rules/"; fi
    done
    # shellcheck disable=SC2046 # names are words
    cat > "$folder/prometheus.yml" <<EOT
global: { scrape_interval: 15s, evaluation_interval: 15s }
rule_files: ["$folder/rules/*.yml"]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:$alertmanager_port"] }] }] }
scrape_configs:
  - job_name: portal
    static_configs:
$(targets command $(numbered command "$COMMANDS"))
$(targets query $(numbered query "$QUERIES"))
$(targets acl $(numbered acl "$BROKERS"))
  - job_name: node
    static_configs: [{ targets: ["127.0.0.1:$node_exporter_port"] }]
EOT
    cat > "$folder/alertmanager.yml" <<EOT
# Alerts are shown at 127.0.0.1:$alertmanager_port, and sent nowhere: name a receiver (Alertmanager's documentation, "receiver").
route: { receiver: nobody, group_by: [alertname] }
receivers: [{ name: nobody }]
EOT
    start_script prometheus <<< "exec $(on_path prometheus) --config.file=$folder/prometheus.yml --storage.tsdb.path=$folder/metrics \\
    --storage.tsdb.retention.time=7d --web.listen-address=127.0.0.1:$prometheus_port --log.level=warn"
    start_script alertmanager <<< "exec $(on_path prometheus-alertmanager) --config.file=$folder/alertmanager.yml --storage.path=$folder/alerts \\
    --web.listen-address=127.0.0.1:$alertmanager_port --cluster.listen-address= --log.level=warn"
    start_script node-exporter <<< "exec $(on_path prometheus-node-exporter) --web.listen-address=127.0.0.1:$node_exporter_port --log.level=warn"
    for name in $(monitors); do supervise "$name"; done
    for name in $(monitors); do await "$name is ready" monitor_is_ready "$name"; done
}

monitor_url() {
    case $1 in
        prometheus) echo "http://127.0.0.1:$prometheus_port/-/ready" ;;
        alertmanager) echo "http://127.0.0.1:$alertmanager_port/-/ready" ;;
        node-exporter) echo "http://127.0.0.1:$node_exporter_port/" ;;
    esac
}

monitor_is_ready() { curl -fs -m 5 -o /dev/null "$(monitor_url "$1")"; }
