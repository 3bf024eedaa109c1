-- What cannot be folded from the log: published CRLs, and from which position on one may be signed. Until now processes made these
-- tables themselves, so they may be there.
create table if not exists crl (
    number      numeric primary key,
    position    bigint not null,
    signed_at   timestamptz not null,
    next_update timestamptz not null,
    digest      varchar(64) not null,
    der         bytea -- of the newest ones only
);
-- Tables of older versions forgot whole CRLs instead, and compressed content, which takes longer than signing.
alter table crl alter column der drop not null, alter column der set storage external;
create index if not exists crl_position on crl (position, number);
create index if not exists crl_signed_at on crl (signed_at, number);
create index if not exists crl_stored on crl (number) where der is not null;

create table if not exists crl_coverage (
    complete_from bigint  not null, -- before this position the entries lack revocations, and no CRL is signed
    complete      boolean not null  -- whether one was signed since
);
insert into crl_coverage (complete_from, complete) select 0, false where not exists (select from crl_coverage);
