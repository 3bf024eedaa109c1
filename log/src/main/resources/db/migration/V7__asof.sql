-- What the log folds to at some of its positions, so that a view of the past need not start at the log's first event.
-- A cache: it may be emptied at any time, and is filled again (docs/adr/0016).
create table fold_snapshot (
    fold     text        not null,
    format   integer     not null, -- of the state; another than the reader's is passed over
    position bigint      not null, -- all up to and with it is in the state
    devices  bigint      not null, -- how many the state speaks of
    state    bytea       not null, -- gzip
    primary key (fold, format, position)
);

-- The prefix that was the log at a moment: all before the first entry recorded later (docs/adr/0002). Times are not quite in
-- order, but the ledger's leaves carry the latest one so far; the entries that it lacks are few.
create function log_position_at(moment timestamptz) returns bigint stable language sql as $$
    select coalesce((
        select global_index from domain_event_entry
        where global_index < coalesce(
            (select position from ledger_leaf where latest > moment order by latest, index limit 1),
            (select min(global_index) from domain_event_entry
             where global_index > (select coalesce(max(position), 0) from ledger_leaf)
               and time_stamp::timestamptz > moment),
            9223372036854775807)
        order by global_index desc limit 1), 0)
$$;
