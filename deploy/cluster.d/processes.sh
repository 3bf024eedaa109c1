# Starts, finds, kills and stops processes. Sourced.
# shellcheck shell=bash

numbered() { # numbered NAME COUNT
    local number
    for ((number = 1; number <= $2; number++)); do echo "$1-$number"; done
}

portals() {
    numbered command "$COMMANDS"
    numbered query "$QUERIES"
    numbered acl "$BROKERS"
}

monitors() { [[ $MONITORING != true ]] || echo prometheus alertmanager node-exporter | tr ' ' '\n'; }

killable() {
    database_killable
    portals
    numbered mosquitto "$BROKERS"
    echo nginx
    monitors
}

is_alive() { [[ -n $1 ]] && kill -0 "$1" 2> /dev/null; }

# The process that NAME.pid or NAME.supervisor names, if it lives and is what the file says.
pid_in() {
    local pid
    pid=$(cat "$1" 2> /dev/null) && is_alive "$pid" && echo "$pid"
}

supervisor_of() {
    local pid
    pid=$(pid_in "$run/$1.supervisor") && tr '\0' ' ' < "/proc/$pid/cmdline" | grep -F "supervise $run $1 " > /dev/null && echo "$pid"
}

# A broker is a child of the process beside it; after that one's death, nobody's.
pid_of() {
    local process
    case $1 in
        mosquitto-*)
            for process in /proc/[0-9]*; do
                if [[ $(tr '\0' ' ' 2> /dev/null < "$process/cmdline") == *mosquitto*" $CLUSTER_DIR/acl-${1##*-}/broker/mosquitto.conf"* ]]; then
                    echo "${process##*/}"
                    return
                fi
            done
            return 1
            ;;
        *) supervisor_of "$1" > /dev/null && pid_in "$run/$1.pid" ;; # without one, the number may be anybody's by now
    esac
}

# The text of a start script comes from the standard input.
start_script() {
    install -m 0700 /dev/null "$run/$1.start"
    { echo "#!/usr/bin/env bash"; echo "# Starts $1 in the foreground. Written by deploy/cluster up."; cat; } > "$run/$1.start"
}

supervise() { # supervise NAME [SIGNAL]
    if ! supervisor_of "$1" > /dev/null; then
        setsid --fork "$parts/supervise" "$run" "$1" "${2:-TERM}" > /dev/null 2>&1 < /dev/null 9>&-
    fi
}

kill_process() {
    local name=$1 pid
    if [[ $name == all ]]; then
        for name in $(killable); do kill_process "$name"; done
        return
    fi
    if [[ $name == database && $DATABASE == patroni ]]; then
        name=$(leader)
        [[ -n $name ]] || { echo "No node leads at the moment"; return; }
        kill_patroni "$name" ", which led"
        return
    fi
    killable | grep -xF -- "$name" > /dev/null || fail "There is no process $name here. There are: $(killable | paste -sd ' ')"
    if [[ $name == node? ]]; then
        kill_patroni "$name"
    elif pid=$(pid_of "$name"); then
        kill -KILL "$pid"
        echo "$name ($pid) was killed"
    else
        echo "$name does not run at the moment"
    fi
}

# stop NAME...: asks the supervisors to stop, and ends what is left after half a minute.
stop() {
    local name pid end=$((SECONDS + 30))
    for name in "$@"; do
        if pid=$(supervisor_of "$name"); then kill -TERM "$pid"; fi
    done
    for name in "$@"; do
        while supervisor_of "$name" > /dev/null && ((SECONDS < end)); do sleep 0.1; done
        if supervisor_of "$name" > /dev/null; then
            echo "$name does not stop, and is killed" >&2
            if pid=$(pid_of "$name"); then kill -KILL -- "-$pid"; fi
            while supervisor_of "$name" > /dev/null; do sleep 0.1; done
        fi
    done
}
