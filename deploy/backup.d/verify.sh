# verify: what can be known of a backup without replacing anything. Sourced.
# shellcheck shell=bash

verify() {
    local part
    choose "$1"
    echo "$chosen: the sums of its parts agree with its manifest"
    for part in $parts; do
        if ! is_open "$part"; then
            echo "NOT checked: whether \"$part\" can be decrypted; there is no identity"
        elif [[ $part != database ]]; then
            "verify_$part"
        elif [[ -n ${VERIFY_DATABASE_URL:-} ]]; then
            verify_database
        else
            decrypt database | cat > /dev/null
            echo "The database can be decrypted"
            echo "NOT checked: whether it can be restored; there is no VERIFY_DATABASE_URL"
        fi
    done
}

# Whether the secret key opens the key store, the portal's start tells: the password is derived from the secret.
verify_ca() {
    decrypt ca | tar -t > /dev/null || fail "The CA's folder cannot be decrypted."
    echo "The CA's folder can be decrypted"
}

verify_secret() {
    [[ $(decrypt secret | wc -c) -ge 32 ]] || fail "The secret key is too short."
    echo "The secret key can be decrypted"
}

verify_ledger() {
    decrypt ledger | grep -q -e '-----BEGIN PRIVATE KEY-----' || fail "The ledger's key is none."
    echo "The ledger's key can be decrypted"
}

verify_database() {
    local found tree
    need psql postgresql-client
    write_service VERIFY_DATABASE_URL "$VERIFY_DATABASE_URL"
    local name="verify_${chosen,,}_$$"
    sql <<< "create database $name template template0 encoding 'UTF8'"
    scratch=$name
    restore_dump "$(stored "$chosen/$(file_of database)")" "$scratch"
    found=$(sql "$scratch" <<< "select $head_query")
    [[ $found == "$(value head)" ]] || fail "The restored log ends at \"$found\", and the manifest says \"$(value head)\"."
    found=$(sql "$scratch" <<< "select $checkpoint_query")
    [[ $found == "$(value checkpoint)" ]] || fail "The newest checkpoint is \"$found\", and the manifest says \"$(value checkpoint)\"."
    tree=$(sql "$scratch" < "$repository/deploy/backup.d/tree.sql")
    [[ $tree == agrees ]] || fail "The ledger does not agree with the log: $tree"
    drop_scratch
    echo "The database can be restored: the log ends at position $(value head | cut -d ' ' -f 1)"
    if [[ $(value checkpoint) == 0\ * ]]; then
        echo "NOT checked: the ledger, which has no checkpoint"
    else
        echo "The log's entries have the root hash of the newest checkpoint, size $(value checkpoint | cut -d ' ' -f 1)"
    fi
}

drop_scratch() {
    local name=$scratch
    scratch=
    sql <<< "drop database if exists $name with (force)"
}
