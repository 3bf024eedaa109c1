# take: the parts, each encrypted while it is written, and the manifest. Sourced.
# shellcheck shell=bash

take() {
    check_storage write
    check_recipients
    local name
    name=$(date -u +%Y%m%dT%H%M%SZ)
    if all_backups | grep -qxF "$name"; then fail "There is a backup $name already."; fi
    unfinished=$name
    {
        echo "format 1"
        echo "name $name"
    } > "$work/$manifest"
    if has_part database; then take_database "$name"; fi
    if has_part ca; then tar -C "$CA_ROOT_PATH" --exclude=./.lock -c . | put "$name" ca; fi
    if has_part secret; then
        if [[ -n ${SECRET_KEY:-} ]]; then printf '%s\n' "$SECRET_KEY"; else cat "$secret_file"; fi | put "$name" secret
    fi
    if has_part ledger; then put "$name" ledger < "$LEDGER_KEY_FILE"; fi
    store "$name/$manifest" < "$work/$manifest"
    unfinished=
    echo "$name"
}

# Before anything is written: a part that is missing must not be noticed at the restore.
check_recipients() {
    need age age
    if has_part database; then
        [[ -n ${BACKUP_DATABASE_RECIPIENT:-} ]] || fail "Set BACKUP_DATABASE_RECIPIENT to the public key of who may read the database."
    fi
    if [[ $BACKUP_PARTS =~ ca|secret|ledger ]]; then
        [[ -n ${BACKUP_KEYS_RECIPIENT:-} ]] || fail "Set BACKUP_KEYS_RECIPIENT to the public key of who may read the keys."
        [[ $BACKUP_KEYS_RECIPIENT != "${BACKUP_DATABASE_RECIPIENT:-}" ]] \
            || fail "BACKUP_DATABASE_RECIPIENT and BACKUP_KEYS_RECIPIENT have to differ: else whoever restores the database can sign."
    fi
    if has_part ca && [[ ! -d $CA_ROOT_PATH ]]; then missing ca "folder $CA_ROOT_PATH"; fi
    if has_part secret && [[ -z ${SECRET_KEY:-} && ! -r $secret_file ]]; then missing secret "SECRET_KEY and no file $secret_file"; fi
    if has_part ledger && [[ ! -r $LEDGER_KEY_FILE ]]; then missing ledger "file $LEDGER_KEY_FILE"; fi
}

missing() { fail "There is no $2 here. Take the part \"$1\" out of BACKUP_PARTS, and back it up where it is."; }

# The dump and the manifest are of one snapshot, which a session exports and keeps until the dump has ended.
take_database() {
    local program snapshot
    need psql postgresql-client
    use_database
    program=$(pg_program pg_dump) || exit 1
    coproc session { exec psql -XqtA -v ON_ERROR_STOP=1; }
    ask "set idle_in_transaction_session_timeout = 0; begin isolation level repeatable read read only; select pg_export_snapshot()"
    snapshot=$answer
    [[ $snapshot =~ ^[0-9A-F]+-[0-9A-F]+-[0-9]+$ ]] || fail "The database exports no snapshot: $answer"
    manifest_line postgresql "current_setting('server_version')"
    manifest_line version "coalesce((select string_agg(distinct version, ', ') from running_process), 'unknown')"
    manifest_line migration "coalesce((select version from flyway_schema_history where version is not null
        order by installed_rank desc limit 1), 'none')"
    manifest_line head "$head_query"
    manifest_line checkpoint "$checkpoint_query"
    "$program" --format=custom --snapshot="$snapshot" --dbname=service=portal | put "$1" database
    # shellcheck disable=SC2154 # coproc sets it
    echo 'commit' >&"${session[1]}"
    eval "exec ${session[1]}>&-"
    wait "$session_PID" || true # it has nothing left to do
}

ask() {
    echo "$1;" >&"${session[1]}"
    IFS= read -r -t 120 -u "${session[0]}" answer || fail "The database does not answer."
}

manifest_line() {
    ask "select $2"
    echo "$1 $answer" >> "$work/$manifest"
}

# put BACKUP PART encrypts the standard input, and notes the sum of what was written.
put() {
    local recipient=${BACKUP_KEYS_RECIPIENT:-} file sum
    [[ $2 != database ]] || recipient=$BACKUP_DATABASE_RECIPIENT
    file=$(file_of "$2")
    sum=$({ age --encrypt -r "$recipient" | tee /dev/fd/3 | store "$1/$file" >&2; } 3>&1 | sha256sum)
    echo "part $2 ${sum%% *} $recipient" >> "$work/$manifest"
}
