-- Prints "agrees" if the log's entries have the leaves that the ledger stored for them, and the leaves the root hash of the newest
-- checkpoint (RFC 9162, section 2.1; LogEntry.java has the layout of a leaf).
set client_min_messages = warning;

create function pg_temp.field(value text) returns bytea immutable language sql as $$
    select coalesce(int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8'), int4send(-1))
$$;

create temporary table newest as
select size, position, root from ledger_checkpoint order by size desc limit 1;

create temporary table tree as
select index, hash from ledger_leaf where index < (select size from newest);

do $$
begin
    while (select count(*) from tree) > 1 loop
        create temporary table level as
        select index / 2 as index,
               case count(*)
                   when 2 then sha256('\x01'::bytea || string_agg(hash, ''::bytea order by index))
                   else string_agg(hash, ''::bytea) -- the last one has no neighbour, and stays what it is
               end as hash
        from tree group by index / 2;
        drop table tree;
        alter table level rename to tree;
    end loop;
end
$$;

select case
    when not exists (select from newest) then 'agrees'
    when wrong is not null then 'the entry at position ' || wrong || ' differs from its leaf, or one of both is missing'
    when (select hash from tree) is distinct from (select root from newest) then 'the leaves have another root hash than the newest checkpoint'
    else 'agrees'
end
from (
    select min(coalesce(global_index, position)) as wrong
    from (select * from domain_event_entry where global_index <= (select position from newest)) entry
    full join (select * from ledger_leaf where index < (select size from newest)) leaf on leaf.position = entry.global_index
    where leaf.hash is distinct from sha256('\x0001'::bytea || int8send(global_index) || int8send(sequence_number)
        || pg_temp.field(event_identifier) || pg_temp.field(aggregate_identifier) || pg_temp.field(entry.type)
        || pg_temp.field(payload_type) || pg_temp.field(payload_revision) || pg_temp.field(time_stamp)
        || pg_temp.field(payload) || pg_temp.field(meta_data))
) entries;
