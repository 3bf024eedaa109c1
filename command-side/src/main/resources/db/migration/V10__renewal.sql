-- When which device is to be asked about the end of its newest certificate; derived from the log.
create table certificate_review (
    device_id  varchar(36) primary key,
    serial     varchar(40) not null,
    not_before timestamptz not null,
    not_after  timestamptz not null,
    review_at  timestamptz not null
);

create index certificate_review_due on certificate_review (review_at);

-- Messages that a receiver has not taken yet; those given up stay for a week, to be seen.
create table notification (
    message_id    text primary key,
    body          text not null,
    attempts      integer not null default 0,
    next_attempt  timestamptz not null,
    given_up_at   timestamptz
);

create index notification_due on notification (next_attempt) where given_up_at is null;
