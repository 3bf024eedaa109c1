-- Makes the roles of an installation with split rights, and gives each what it needs (docs/database.md, decision 0043):
--
--   psql -v ON_ERROR_STOP=1 -f deploy/database/roles.sql postgresql://postgres@db.example/portal
--
-- A superuser runs this in the portal's database: before the first migration and after each. It may run as often as you like,
-- beside running processes. -v prefix=NAME sets the start of the roles' names, "portal" unless set: portal_owner, portal_command,
-- portal_query, portal_crl, portal_acl. The roles may log in, and have no password until you set one: \password portal_owner
\set QUIET on
\if :{?prefix} \else \set prefix portal \endif
select :'prefix' || '_owner' as owner, :'prefix' || '_command' as command, :'prefix' || '_query' as query,
    :'prefix' || '_crl' as crl, :'prefix' || '_acl' as acl, current_database() as database \gset
set client_min_messages = warning;

begin;
select pg_advisory_xact_lock(hashtext('roles.sql')) \g /dev/null

select format('create role %I login', name)
from unnest(array[:'owner', :'command', :'query', :'crl', :'acl']) name
where not exists (select from pg_roles where rolname = name) \gexec

-- The owner makes, changes and rebuilds tables. Nobody else makes any but temporary ones, in which proofs are made.
revoke all on database :"database" from public;
grant connect, temporary on database :"database" to :"command", :"query", :"crl", :"acl";
grant connect, temporary, create on database :"database" to :"owner";
revoke all on schema public from public;
grant usage on schema public to :"command", :"query", :"crl", :"acl";
grant usage, create on schema public to :"owner";

-- What another user has made so far is the owner's from now on.
select format('alter table %I owner to %I', relname, :'owner')
from pg_class join pg_roles on pg_roles.oid = relowner
where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and rolname <> :'owner' \gexec
select format('alter function %s owner to %I', pg_proc.oid::regprocedure, :'owner')
from pg_proc join pg_roles on pg_roles.oid = proowner
where pronamespace = 'public'::regnamespace and rolname <> :'owner' \gexec

revoke all on all tables in schema public from :"command", :"query", :"crl", :"acl";

-- A column list after the privilege limits it to these columns. Tables that a migration has yet to make are left out.
create temporary table needed (role text, privileges text, tables text) on commit drop;
insert into needed values
    -- The log and who calls, in every process.
    ('*', 'select', 'domain_event_entry event_kind api_key web_session flyway_schema_history'),
    ('*', 'insert', 'domain_event_entry event_kind'), -- which kinds of events, the policies below say
    ('*', 'select, insert, update, delete', 'running_process'),
    ('*', 'update (last_used_at)', 'api_key'),
    ('*', 'update (last_seen_at)', 'web_session'),
    -- What refused callers may add to the log, readers' positions, proofs and rebuilds.
    ('command query crl', 'select, insert, update, delete', 'refusal_quota'),
    ('command query crl', 'select, insert, update', 'log_reader upkeep_task'),
    ('command crl', 'select, insert', 'issuing_ca'),
    -- The side that changes devices.
    ('command', 'select', 'snapshot_event_entry device_model'),
    ('command', 'select, insert, update', 'api_key'),
    ('command', 'select, insert, update, delete', 'web_session idempotency_key device_name credential_bundle certified_key'
        || ' certified_key_canary shared_key certified_key_fill bulk_job bulk_row approval notification renewal_preparation'),
    ('command', 'select, insert, update, delete, truncate', 'validity_review'),
    -- The side that answers reads, and the ledger.
    ('query', 'select', 'device_name certified_key shared_key certified_key_fill'),
    ('query', 'select, insert, update, delete, truncate', 'device_model fleet_statistics broker broker_receipt acl_template'),
    ('query', 'select, insert, delete', 'fold_snapshot'),
    ('query', 'select, insert', 'ledger_leaf ledger_node ledger_checkpoint'),
    ('query', 'select, update', 'ledger_state'),
    -- The side that signs CRLs.
    ('crl', 'select, insert, update', 'crl'),
    ('crl', 'select, insert, update, delete', 'crl_coverage'),
    ('crl', 'select, insert', 'root_crl'),
    ('crl', 'select, insert, update, delete, truncate', 'revocation');

select format('grant %s on %I to %I', privileges, name, :'prefix' || '_' || grantee)
from needed,
    unnest(string_to_array(tables, ' ')) name,
    unnest(string_to_array(case role when '*' then 'command query crl acl' else role end, ' ')) grantee
where to_regclass(format('public.%I', name)) is not null \gexec

-- Who may append what, and move which reader. The owner, and so an installation with one role, is not bound.
select to_regclass('public.event_kind') is not null as migrated \gset
\if :migrated
alter table domain_event_entry enable row level security;
drop policy if exists reads on domain_event_entry;
create policy reads on domain_event_entry for select to :"command", :"query", :"crl", :"acl" using (true);
drop policy if exists appends_of_command on domain_event_entry;
create policy appends_of_command on domain_event_entry for insert to :"command" with check (payload_type not in
    ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected', 'BrokerProofDisabled'));
drop policy if exists appends_of_query_and_crl on domain_event_entry;
create policy appends_of_query_and_crl on domain_event_entry for insert to :"query", :"crl" with check (payload_type in
    ('CommandRefused', 'SignInRefused'));
drop policy if exists appends_of_acl on domain_event_entry;
create policy appends_of_acl on domain_event_entry for insert to :"acl" with check (payload_type in
    ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected', 'BrokerProofDisabled', 'SignInRefused'));

-- The first event of a kind adds the kind.
alter table event_kind enable row level security;
drop policy if exists reads on event_kind;
create policy reads on event_kind for select to :"command", :"query", :"crl", :"acl" using (true);
drop policy if exists appends_of_command on event_kind;
create policy appends_of_command on event_kind for insert to :"command" with check (name not in
    ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected', 'BrokerProofDisabled'));
drop policy if exists appends_of_query_and_crl on event_kind;
create policy appends_of_query_and_crl on event_kind for insert to :"query", :"crl" with check (name in
    ('CommandRefused', 'SignInRefused'));
drop policy if exists appends_of_acl on event_kind;
create policy appends_of_acl on event_kind for insert to :"acl" with check (name in
    ('BrokerKeysPresented', 'BrokerPolicyEnforced', 'BrokerPolicyRejected', 'BrokerProofDisabled', 'SignInRefused'));

alter table log_reader enable row level security;
drop policy if exists reads on log_reader;
create policy reads on log_reader for select to :"command", :"query", :"crl" using (true);
drop policy if exists readers_of_command on log_reader;
create policy readers_of_command on log_reader to :"command"
    using (name in ('certificate-reviews', 'enrolment', 'notifications'));
drop policy if exists readers_of_query on log_reader;
create policy readers_of_query on log_reader to :"query" using (name in ('acl-templates', 'brokers', 'device-model'));
drop policy if exists readers_of_crl on log_reader;
create policy readers_of_crl on log_reader to :"crl" using (name = 'crl');
\else
\echo The roles are made. Migrate the database as its owner now (portal/run migrate), and run this again.
\endif
commit;
