#!/bin/sh
# Runs Mosquitto in a container of its own beside the acl role. Waits until the broker folder is complete; afterwards sends
# SIGHUP whenever somebody touches the file "reload" there. So neither container sees the other's processes.
cd "${1:?usage: mosquitto.sh <broker folder>}" || exit 2
trap 'exit 143' TERM INT

for file in mosquitto.conf mosquitto.acl crl.pem ca.crt server.crt server.key; do
    until [ -s "$file" ]; do sleep 0.5; done
done

mosquitto -c "$PWD/mosquitto.conf" &
broker=$!
trap 'kill -TERM $broker' TERM INT

# Before Mosquitto has its handler, SIGHUP would end it.
until ! kill -0 $broker 2>/dev/null || grep -qE '^Sig(Blk|Cgt):.*[13579bdf]$' /proc/$broker/status; do sleep 0.1; done

while kill -0 $broker; do
    if [ -e reload ]; then
        rm -f reload # first: a touch after this line wants a reload of its own
        kill -HUP $broker
    fi
    sleep 0.2
done 2>/dev/null
wait $broker
