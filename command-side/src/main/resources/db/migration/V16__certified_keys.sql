-- Which certificate is for which key, and whose it is (docs/adr/0027). Derived from the log; a claim is part of the transaction that
-- appends the certificate.
create table certified_key (
    serial      varchar(64) primary key,
    key         varchar(64) not null, -- SHA-256 of the canonical SubjectPublicKeyInfo
    holder_kind varchar(8)  not null check (holder_kind in ('device', 'broker', 'portal')),
    holder      varchar(64) not null,
    not_after   timestamptz not null,
    revoked     varchar(32)           -- the reason
);
create index certified_key_key on certified_key (key);

-- The canaries of brokers: what they hold, their broker holds.
create table certified_key_canary (
    device_id varchar(36) primary key,
    broker_id varchar(64) not null
);

-- Keys of several holders, from before they were refused.
create table shared_key (
    key varchar(64) primary key
);

-- How far the log has been read for the certificates issued before there were claims. An empty log has none.
create table certified_key_fill (
    position bigint  not null,
    done     boolean not null
);
insert into certified_key_fill select 0, not exists (select from domain_event_entry);

-- The key of a row's CSR, to find it twice.
alter table bulk_row add column key varchar(64);
create index bulk_row_keys on bulk_row (key) where state = 'waiting' and key is not null;
