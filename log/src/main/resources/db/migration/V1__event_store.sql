-- The log. Only ever appended to, one transaction after the other (docs/adr/0002).
create table domain_event_entry (
    global_index         bigint generated always as identity primary key,
    event_identifier     text   not null unique,
    aggregate_identifier text   not null,
    sequence_number      bigint not null,
    type                 text,
    time_stamp           text   not null,
    payload_type         text   not null,
    payload_revision     text,
    payload              text   not null,
    meta_data            text   not null,
    unique (aggregate_identifier, sequence_number)
);

create table snapshot_event_entry (
    aggregate_identifier text   not null,
    sequence_number      bigint not null,
    type                 text   not null,
    event_identifier     text   not null unique,
    time_stamp           text   not null,
    payload_type         text   not null,
    payload_revision     text,
    payload              text   not null,
    meta_data            text,
    primary key (aggregate_identifier, sequence_number, type)
);

-- How far each reader got. One row is updated for every batch, so keep room for it on its page and sweep often.
create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          text,
    token_type     text,
    timestamp      text    not null,
    owner          text,
    primary key (processor_name, segment)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The log for people: select * from event_log where device_id = '...'.
create view event_log as
select global_index as position,
       time_stamp::timestamptz as time,
       payload_type as type,
       payload_revision as revision,
       aggregate_identifier as aggregate_id,
       payload::jsonb ->> 'device_id' as device_id,
       meta_data::jsonb ->> 'actor' as actor,
       payload::jsonb as payload
from domain_event_entry;
