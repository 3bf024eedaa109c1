-- Imports and changes of many devices: what is left to do, and what came of it. What was done to each device is in the log.
create table bulk_job (
    id                     uuid        primary key,
    action                 text        not null check (action in ('import', 'revoke', 'renew')),
    status                 text        not null
        check (status in ('receiving', 'awaiting_approval', 'running', 'completed', 'cancelled')),
    instructions           text        not null, -- how to do it, JSON
    origin                 text        not null, -- who asked, as events have it in their metadata, JSON
    created_by             text        not null,
    created_at             timestamptz not null,
    touched_at             timestamptz not null, -- when rows last came in, or were last taken to be worked on
    started_at             timestamptz,
    finished_at            timestamptz,
    rows                   bigint      not null default 0,
    succeeded              bigint      not null default 0,
    refused                bigint      not null default 0,
    sealed_password        bytea,       -- AES-GCM under a key derived from SECRET_KEY; null once the job is over
    token_hash             varchar(64) not null unique,
    credentials_expires_at timestamptz,
    download_attempts      bigint      not null default 0,
    download_until         timestamptz, -- somebody is fetching the credentials; renewed page by page
    streamed_row           integer     not null default 0, -- bundles up to here have left, in this or an earlier attempt
    delivered_at           timestamptz, -- all have left; the link is used up
    delivered_by           text,        -- who began to fetch last, JSON
    settled_at             timestamptz  -- no bundle waits any more
);

create index bulk_job_unfinished on bulk_job (status, touched_at) where status in ('receiving', 'awaiting_approval', 'running');
create index bulk_job_unsettled on bulk_job (finished_at) where settled_at is null and finished_at is not null;
create index bulk_job_created on bulk_job (created_at, id);

create table bulk_row (
    job_id        uuid        not null references bulk_job on delete cascade,
    row_no        integer     not null,
    device_id     varchar(36) not null, -- settled at once, so that no device is registered twice
    name          text        collate "C",
    request       text,
    state         text        not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
    claimed_by    uuid,
    claimed_until timestamptz,
    attempts      integer     not null default 0,
    serial        text,
    error         text,
    primary key (job_id, row_no)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index bulk_row_waiting on bulk_row (job_id, row_no) where state = 'waiting';
create index bulk_row_names on bulk_row (name) where state = 'waiting';

alter table credential_bundle add column job_id uuid;
create index credential_bundle_batch on credential_bundle (job_id, device_id) where job_id is not null and zip is not null;

-- Requests that need a second person; the log has their course.
create table approval (
    id              uuid        primary key,
    action          text        not null check (action in ('mass_revocation', 'decommission', 'acl_template')),
    status          text        not null check (status in ('pending', 'approved', 'rejected')),
    subject         text        not null,
    request         text        not null, -- frozen, JSON
    origin          text        not null,
    requested_by    text        not null,
    requested_at    timestamptz not null,
    expires_at      timestamptz not null,
    comment         text,
    decided_by      text,
    decided_at      timestamptz,
    decision_comment text
);

create index approval_requested on approval (requested_at, id);
