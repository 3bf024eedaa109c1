# The settings of deploy/backup. Sourced.
# shellcheck shell=bash disable=SC2034

fail() {
    echo "$*" >&2
    exit 1
}

# need PROGRAM PACKAGE
need() { command -v "$1" > /dev/null || fail "deploy/backup needs $1: apt-get install $2"; }

# The portal's own settings.
DATA_DIR=${DATA_DIR:-./data}
CA_ROOT_PATH=${CA_ROOT_PATH:-$DATA_DIR/ca}
LEDGER_KEY_FILE=${LEDGER_KEY_FILE:-$DATA_DIR/ledger.key}
secret_file=$DATA_DIR/secret.key

: "${BACKUP_PARTS:=database ca secret ledger}" "${BACKUP_KEEP_DAYS:=30}" "${BACKUP_KEEP_COUNT:=7}"
[[ $BACKUP_KEEP_DAYS =~ ^[0-9]{1,5}$ ]] || fail "BACKUP_KEEP_DAYS is a number of days."
[[ $BACKUP_KEEP_COUNT =~ ^[1-9][0-9]{0,4}$ ]] || fail "BACKUP_KEEP_COUNT is a number of backups, at least 1."
for part in $BACKUP_PARTS; do
    [[ $part =~ ^(database|ca|secret|ledger)$ ]] || fail "BACKUP_PARTS has words of these: database ca secret ledger."
done

name_form='[0-9]{8}T[0-9]{6}Z'
manifest=manifest

# The service file with the database's password, and parts of a remote backup, which are encrypted.
work=$(mktemp -d)
unfinished= scratch=
at_the_end() {
    local exit=$?
    trap - EXIT
    [[ -z $scratch ]] || drop_scratch || echo "The database $scratch could not be dropped." >&2
    [[ -z $unfinished ]] || remove_unfinished || echo "The unfinished backup $unfinished could not be removed." >&2
    rm -rf "$work"
    exit "$exit"
}
trap at_the_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

has_part() { [[ " $BACKUP_PARTS " == *" $1 "* ]]; }

# A file of each part, and whose key opens it. Whoever can open the database alone cannot sign.
file_of() {
    case $1 in
        database) echo database.dump.age ;;
        ca) echo ca.tar.age ;;
        secret) echo secret.key.age ;;
        ledger) echo ledger.key.age ;;
    esac
}
identity_of() {
    case $1 in
        database) echo "${BACKUP_DATABASE_IDENTITY:-}" ;;
        *) echo "${BACKUP_KEYS_IDENTITY:-}" ;;
    esac
}
