# The database, through PostgreSQL's own programs. Its address and password are in a service file, not on a command line. Sourced.
# shellcheck shell=bash

decoded() {
    local text=${1//\\/\\\\}
    printf '%b' "${text//%/\\x}"
}

# write_service SETTING URL makes the service "portal" of a URL as the portal takes it. The parameters are those that both know.
write_service() {
    local url=$2 hosts= ports= address addresses port target= parameter parameters
    [[ $url =~ ^(jdbc:)?postgres(ql)?://(([^:/?#]*)(:([^/?#]*))?@)?([^@/?#]+)/([^@/?#]+)(\?([^#]*))?$ ]] \
        || fail "$1 is not of the form postgresql://user:password@host:5432/database"
    local user=${BASH_REMATCH[4]} password=${BASH_REMATCH[6]} servers=${BASH_REMATCH[7]} database=${BASH_REMATCH[8]} query=${BASH_REMATCH[10]}
    IFS=, read -ra addresses <<< "$servers"
    IFS='&' read -ra parameters <<< "$query"
    for address in "${addresses[@]}"; do
        port=5432
        if [[ $address =~ ^(.+):([0-9]+)$ ]]; then address=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}; fi
        address=${address#[} address=${address%]}
        hosts+=${hosts:+,}$address ports+=${ports:+,}$port
    done
    [[ $servers != *,* ]] || target=primary
    {
        printf '[portal]\nhost=%s\nport=%s\ndbname=%s\n' "$hosts" "$ports" "$(decoded "$database")"
        for parameter in "${parameters[@]}"; do
            case $parameter in
                user=*) user=${parameter#*=} ;;
                password=*) password=${parameter#*=} ;;
                targetServerType=primary) target=primary ;;
                connectTimeout=* | connect_timeout=*) echo "connect_timeout=${parameter#*=}" ;;
                sslmode=* | sslrootcert=* | sslcert=* | sslkey=*) decoded "$parameter" && echo ;;
            esac
        done
        [[ -z $user ]] || printf 'user=%s\n' "$(decoded "$user")"
        [[ -z $password ]] || printf 'password=%s\n' "$(decoded "$password")"
        [[ -z $target ]] || printf 'target_session_attrs=%s\n' "$target"
        echo 'application_name=backup'
    } > "$work/service"
    export PGSERVICEFILE=$work/service PGSERVICE=portal
}

# The portal's database: the server itself if there is a pooler, and the embedded one without a URL.
use_database() {
    local home=$DATA_DIR/postgres port
    if [[ -n ${DATABASE_DIRECT_URL:-} ]]; then
        write_service DATABASE_DIRECT_URL "$DATABASE_DIRECT_URL"
    elif [[ -n ${DATABASE_URL:-} ]]; then
        write_service DATABASE_URL "$DATABASE_URL"
    else
        port=$(sed -n 4p "$home/data/postmaster.pid" 2> /dev/null) \
            || fail "There is no DATABASE_URL, and no embedded PostgreSQL runs in $home."
        write_service "the embedded database's address" "postgresql://postgres:$(< "$home/password")@127.0.0.1:$port/portal"
    fi
}

# sql [DATABASE] reads statements, and prints values.
sql() { psql -XqtA -v ON_ERROR_STOP=1 ${1:+-d "$1"}; }

server_version() { sql <<< "select current_setting('server_version_num')::int / 10000"; }

# pg_program NAME prints the path of a program of the server's version, otherwise of the next one: earlier ones refuse the server, and
# later ones write what the server may not know.
pg_program() {
    local server candidate version best= least=1000
    server=$(server_version) || exit 1
    for candidate in /usr/lib/postgresql/*/bin/"$1" "$(command -v "$1" || true)"; do
        [[ -x $candidate ]] || continue
        version=$("$candidate" --version | sed -E 's/^[^)]*\) ([0-9]+).*/\1/')
        if ((version >= server && version < least)); then best=$candidate least=$version; fi
    done
    [[ -n $best ]] || fail "The server is PostgreSQL $server, and there is no $1 of this version or a later one. Install" \
        "postgresql-client-$server, which https://apt.postgresql.org has if your Debian has not."
    echo "$best"
}

# restore_dump FILE [DATABASE], as one transaction. Owners, rights and row security are roles.sql's to make.
restore_dump() {
    local program identity
    program=$(pg_program pg_restore) || exit 1
    identity=$(identity_of database)
    age --decrypt -i "$identity" "$1" | { "$program" --list; cat > /dev/null; } \
        | grep -Ev '^[0-9]+; [0-9]+ [0-9]+ (POLICY|ROW SECURITY) ' > "$work/entries"
    age --decrypt -i "$identity" "$1" | "$program" --no-owner --no-privileges --single-transaction --exit-on-error \
        --use-list="$work/entries" --dbname="${2:+dbname=$2 }service=portal"
}

# What identifies the end of the log, and of the ledger, in one line each.
head_query="coalesce((select global_index || ' ' || event_identifier from domain_event_entry order by global_index desc limit 1), '0 none')"
checkpoint_query="coalesce((select size || ' ' || position || ' ' || encode(root, 'base64') from ledger_checkpoint order by size desc limit 1),
    '0 0 none')"
