-- Keys end, and say who made them. Rows stay for good: a name, which is the actor in the log, is never another key's.
alter table api_key
    add column id           uuid not null default gen_random_uuid() unique,
    add column created_by   text not null default 'portal',
    add column expires_at   timestamptz,
    add column revoked_at   timestamptz,
    add column last_used_at timestamptz; -- at most once a minute
create unique index api_key_name_in_any_case on api_key (lower(name));

-- Browsers that signed in. Of the token in the cookie only the hash is here.
create table web_session (
    id           uuid        primary key,
    hash         varchar(64) not null unique, -- SHA-256 of the token
    name         text        not null,        -- the actor
    roles        text[]      not null,
    key_id       uuid references api_key (id), -- a session ends with its key
    issuer       text,                         -- or who vouched for the caller
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,        -- written at most once a minute
    expires_at   timestamptz not null,
    check ((key_id is null) <> (issuer is null))
);
create index web_session_expiry on web_session (expires_at);
create index web_session_holder on web_session (name, created_at);
