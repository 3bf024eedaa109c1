-- What the command side needs to decide with; all of it is derived from the log, except the sealed bundles themselves.

create table device_name (
    name      varchar(128) primary key,
    device_id varchar(36) not null unique
);

create table credential_bundle (
    bundle_id  uuid primary key,
    device_id  varchar(36) not null,
    token_hash varchar(64) not null unique,
    zip        bytea, -- encrypted; null once delivered or expired
    expires_at timestamptz not null
);

create index credential_bundle_waiting on credential_bundle (expires_at) where zip is not null;
