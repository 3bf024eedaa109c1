-- Proofs of state and rebuilds of projections: the newest of each, whether under way or over. Any process asks for one;
-- one that keeps the projection does it, and holds an advisory lock meanwhile.
create table upkeep_task (
    kind               text        not null check (kind in ('proof', 'rebuild')),
    projection         text        not null,
    id                 uuid        not null, -- one proof has a row for each projection
    state              text        not null
        check (state in ('waiting', 'running', 'agreed', 'differs', 'done', 'failed')),
    requested_at       timestamptz not null,
    started_at         timestamptz,
    finished_at        timestamptz,
    done               bigint      not null default 0,
    whole              bigint      not null default 0,
    position           bigint,
    counts             jsonb       not null default '{}',
    differences        jsonb       not null default '[]', -- the first of them
    differences_total  bigint      not null default 0,
    failure            text,
    known_differences  bigint      not null default 0, -- as the newest proof that came to its end has it
    primary key (kind, projection)
);
