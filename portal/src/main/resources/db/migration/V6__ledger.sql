-- The ledger: a Merkle tree over the log (docs/adr/0014, 0015). Only ever appended to, but for ledger_state.

-- One for each entry of the log, in its order. The index has no gaps, the position may.
create table ledger_leaf (
    index    bigint      primary key,
    position bigint      not null unique,
    hash     bytea       not null,
    latest   timestamptz not null -- the latest time of this entry and all before it
);
-- The log as it was at a moment (StoredLog).
create index ledger_leaf_latest on ledger_leaf (latest, index);

-- Complete subtrees of two leaves and more. They never change.
create table ledger_node (
    level smallint not null,
    index bigint   not null,
    hash  bytea    not null,
    primary key (level, index)
);

create table ledger_checkpoint (
    size      bigint      primary key,
    position  bigint      not null, -- of the last entry in it
    root      bytea       not null,
    note      text        not null, -- as it was signed
    signed_at timestamptz not null
);

-- What the processes that keep the ledger have to agree upon.
create table ledger_state (
    only_row     boolean primary key default true check (only_row),
    verifier_key text,                      -- of whoever signed the first checkpoint
    wanted       bigint  not null default 0, -- somebody asked for a checkpoint that covers this position
    tampering    text                       -- what was found to be changed; nothing is signed from then on
);
insert into ledger_state default values;
