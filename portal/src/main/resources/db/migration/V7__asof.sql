-- What the log folds to at some of its positions, so that a view of the past need not start at the log's first event.
-- A cache: it may be emptied at any time, and is filled again (docs/adr/0016).
create table fold_snapshot (
    fold     text        not null,
    format   integer     not null, -- of the state; another than the reader's is passed over
    position bigint      not null, -- all up to and with it is in the state
    latest   timestamptz not null, -- the latest time of all those events
    devices  bigint      not null, -- how many the state speaks of
    state    bytea       not null, -- gzip
    primary key (fold, format, position)
);

-- The prefix that was the log at a moment: all before the first entry recorded later (docs/adr/0002). Starts to look
-- where a snapshot says that nothing later came before.
create function log_position_at(moment timestamptz) returns bigint stable language sql as $$
    select coalesce(max(global_index), 0) from domain_event_entry
    where global_index < coalesce(
        (select global_index from domain_event_entry
         where global_index > coalesce((select max(position) from fold_snapshot where latest <= moment), 0)
           and time_stamp::timestamptz > moment
         order by global_index limit 1),
        9223372036854775807)
$$;
