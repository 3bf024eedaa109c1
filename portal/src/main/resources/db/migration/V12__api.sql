-- A name that a device once had stays its own (docs/adr/0025), so a device may have several.
alter table device_name drop constraint device_name_device_id_key;
create index device_name_device on device_name (device_id);

-- Answers to requests that came with an Idempotency-Key (docs/adr/0025). Whoever reads this table can neither tell the key nor
-- open the answer: both take the key itself and the installation's secret.
create table idempotency_key (
    id            varchar(64) primary key, -- of key and caller
    request       varchar(64) not null,    -- digest of what was asked
    attempt       uuid        not null,    -- whose turn it is
    claimed_until timestamptz not null,    -- the turn is given up for lost then, unless there is an answer
    answer        bytea,                   -- sealed; written with the events it speaks of
    expires_at    timestamptz not null
);
create index idempotency_key_expiry on idempotency_key (expires_at);
