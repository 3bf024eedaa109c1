-- How far each reader of the log is, and which process reads. One row is updated for every batch, so keep room for it on its page
-- and sweep often.
create table log_reader (
    name         text primary key,
    position     bigint not null, -- all events that concern it, up to here, are in what it keeps
    kinds        text,            -- the names of those events, separated by commas; null: all
    rows         bigint not null, -- in the tables of a read model
    owner        text,
    leased_until timestamptz
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Readers that keep no tables go on where they are. Read models are built once more, which they do for any new shape.
insert into log_reader (name, position, rows)
select processor_name, coalesce((token::jsonb ->> 'index')::bigint, 0), 0
from token_entry
where processor_name in ('certificate-ends', 'enrolment', 'notifications') and segment = 0;

-- What read models were at is in log_reader now.
drop table if exists device_model_state, broker_state, acl_template_state, crl_state;
