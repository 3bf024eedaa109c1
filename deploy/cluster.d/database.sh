# PostgreSQL with TLS, and the portal's users in it. Sourced.
# shellcheck shell=bash

database=$CLUSTER_DIR/database

postgres_bin() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr); do
        [[ ! -x $folder/initdb ]] || { echo "$folder"; return; }
    done
    fail "deploy/cluster needs PostgreSQL's server: apt-get install postgresql"
}

# PostgreSQL refuses to run as root.
as_postgres=()
if [[ $(id -u) == 0 ]]; then
    postgres_user=$(id -un postgres 2> /dev/null || echo nobody)
    as_postgres=(setpriv "--reuid=$postgres_user" "--regid=$(id -gn "$postgres_user")" --clear-groups --)
fi

# url USER [PARAMETERS]: what libpq and the portal understand.
database_url() {
    local hosts="localhost:$(port_of database)" target=
    if [[ $DATABASE == patroni ]]; then hosts=$(patroni_hosts) target='&targetServerType=primary'; fi
    echo "postgresql://$1:$(secret "database-$1")@$hosts/portal?sslmode=verify-full&sslrootcert=$tls/ca.crt$target"
}

# The same for psql, which has another word for it. The database "portal" unless said otherwise.
sql() {
    local url
    url=$(database_url postgres | sed 's#:[^:@]*@#@#; s#targetServerType=primary#target_session_attrs=read-write#')
    PGPASSWORD=$(secret database-postgres) psql -X -q -v ON_ERROR_STOP=1 "${url/\/portal\?//${in_database:-portal}?}" "$@"
}
sql_answers() { sql -c 'select 1' &> /dev/null; }

start_database() {
    if [[ $DATABASE == patroni ]]; then
        start_patroni
    else
        start_single
    fi
    prepare_database
}

start_single() {
    local bin password
    bin=$(postgres_bin)
    if [[ ! -s $database/PG_VERSION ]]; then
        rm -rf "$database.draft"
        mkdir -m 0700 "$database.draft"
        password=$(mktemp "$CLUSTER_DIR/password.XXXXXX")
        # shellcheck disable=SC2064 # the variable ends with this function
        trap "rm -f '$password'" EXIT
        secret database-postgres > "$password"
        [[ ${#as_postgres[@]} -eq 0 ]] || chown "$postgres_user" "$database.draft" "$password"
        "${as_postgres[@]}" test -r "$password" || fail "The user $postgres_user cannot enter $CLUSTER_DIR: set another CLUSTER_DIR."
        (cd / && "${as_postgres[@]}" "$bin/initdb" --pgdata="$database.draft" --username=postgres --auth=scram-sha-256 \
            --pwfile="$password" --encoding=UTF8 --locale=C.UTF-8 > "$logs/initdb.log") || fail "initdb failed: $(tail -n 5 "$logs/initdb.log")"
        rm "$password"
        trap - EXIT
        printf 'hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n' > "$database.draft/pg_hba.conf"
        mv "$database.draft" "$database"
    fi
    install -m 0600 "$tls/database.key" "$database/server.key"
    install -m 0644 "$tls/database.crt" "$database/server.crt"
    [[ ${#as_postgres[@]} -eq 0 ]] || chown "$postgres_user" "$database/server.key" "$database/server.crt" "$database/pg_hba.conf"
    start_script database <<EOT
cd / || exit
exec ${as_postgres[*]} $bin/postgres -D $database -p $(port_of database) -c listen_addresses=localhost -c unix_socket_directories= \\
    -c ssl=on -c ssl_cert_file=$database/server.crt -c ssl_key_file=$database/server.key -c ssl_min_protocol_version=TLSv1.2
EOT
    supervise database INT # a fast shutdown
    in_database=postgres await "the database answers" sql_answers
}

# The users, their rights and their passwords, and the tables, made by the owner alone (docs/database.md).
prepare_database() {
    local role
    if [[ -z $(in_database=postgres sql -tA -c "select 1 from pg_database where datname = 'portal'") ]]; then
        in_database=postgres sql -c 'create database portal'
        await "every node has the new database" sql_answers
    fi
    sql -f deploy/database/roles.sql > /dev/null
    sql <<EOT
select 'create role portal_command_crl login in role portal_command, portal_crl'
where not exists (select from pg_roles where rolname = 'portal_command_crl') \\gexec
$(for role in owner command_crl query acl; do echo "alter role portal_$role password '$(secret "database-portal_$role")';"; done)
EOT
    if [[ $(cat "$CLUSTER_DIR/migrated" 2> /dev/null) != "$(portal_version)" ]]; then
        echo "The owner of the tables migrates the database"
        DATABASE_URL=$(database_url portal_owner) DATA_DIR=$CLUSTER_DIR/migrate PORTAL_JAVA_OPTIONS=$CLUSTER_JAVA_OPTIONS \
            portal/run migrate > "$logs/migrate.log" 2>&1 || fail "The migration failed: $(tail -n 5 "$logs/migrate.log")"
        sql -f deploy/database/roles.sql > /dev/null
        portal_version > "$CLUSTER_DIR/migrated"
    fi
}

# Changes with every build.
portal_version() { cksum < portal/target/app/portal.jar; ls -l portal/target/app/lib | cksum; }

database_killable() { if [[ $DATABASE == patroni ]]; then patroni_names; else echo database; fi; }
