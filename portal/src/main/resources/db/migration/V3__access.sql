-- Keys of the HTTP interface. Only hashes: whoever reads this table cannot call anything.
create table api_key (
    name       varchar(64) primary key,
    hash       varchar(64) not null unique, -- SHA-256 of the key
    roles      text[]      not null,
    created_at timestamptz not null default now()
);

-- The issuing CAs this log belongs to. A process with another CA must not start.
create table issuing_ca (
    fingerprint varchar(64) primary key, -- SHA-256 over the DER form
    pem         text        not null,
    since       timestamptz not null default now()
);
