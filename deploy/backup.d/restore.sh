# restore: into an empty database and empty folders, and only if everything that is asked for can be restored. Sourced.
# shellcheck shell=bash

restore() {
    choose "$1"
    is_open database || is_open ca || is_open secret || is_open ledger \
        || fail "Set BACKUP_DATABASE_IDENTITY or BACKUP_KEYS_IDENTITY to the file of an age identity: nothing can be opened."
    check_targets
    if is_open database; then restore_dump "$(stored "$chosen/$(file_of database)")"; fi
    if is_open ca; then
        mkdir -p "$CA_ROOT_PATH"
        decrypt ca | tar -C "$CA_ROOT_PATH" --no-same-owner -px
    fi
    if is_open secret; then restore_file secret "$secret_file"; fi
    if is_open ledger; then restore_file ledger "$LEDGER_KEY_FILE"; fi
    next_steps
}

check_targets() {
    local opened
    if is_open database; then
        need psql postgresql-client
        [[ -n ${DATABASE_DIRECT_URL:-}${DATABASE_URL:-} ]] || fail "Set DATABASE_URL to an empty database."
        use_database
        [[ $(sql <<< "select count(*) from pg_class where relnamespace::regnamespace::text !~ '^(pg_.*|information_schema)\$'") == 0 ]] \
            || fail "The database at DATABASE_URL is not empty. A backup is restored into an empty one only: create database ..."
        pg_program pg_restore > /dev/null
    fi
    if is_open ca && [[ -n $(ls -A "$CA_ROOT_PATH" 2> /dev/null) ]]; then
        fail "The folder $CA_ROOT_PATH is not empty. Move its files away first."
    fi
    if is_open secret && [[ -e $secret_file ]]; then fail "There is a file $secret_file. Move it away first."; fi
    if is_open ledger && [[ -e $LEDGER_KEY_FILE ]]; then fail "There is a file $LEDGER_KEY_FILE. Move it away first."; fi
    for opened in $parts; do
        ! is_open "$opened" || decrypt "$opened" | cat > /dev/null || fail "The identity does not open the part \"$opened\"."
    done
}

restore_file() {
    mkdir -p "$(dirname "$2")"
    decrypt "$1" > "$2.draft"
    mv "$2.draft" "$2"
}

next_steps() {
    local part
    for part in $parts; do
        if is_open "$part"; then echo "Restored: $part"; else echo "NOT restored: $part, for which there is no identity"; fi
    done
    echo
    echo "The backup is of $chosen. Next:"
    if is_open database; then
        cat << EOT
- The log ends at position $(value head | cut -d ' ' -f 1); the portal's version was $(value version). Start no older version on it.
- With a database user for each role: psql -v ON_ERROR_STOP=1 -f deploy/database/roles.sql, as a superuser. The backup has no rights.
- The newest checkpoint has size $(value checkpoint | cut -d ' ' -f 1). If anybody kept a larger one, the ledger has to begin again: docs/ledger.md
- What happened after the backup is not in the log, and certificates issued since are valid: docs/backup.md, "After going back".
EOT
    fi
    if is_open ca || is_open secret || is_open ledger; then
        cat << EOT
- The files belong to $(id -un). The portal's user has to own them.
- SECRET_KEY, if set, has to be the content of $secret_file
EOT
    fi
}
