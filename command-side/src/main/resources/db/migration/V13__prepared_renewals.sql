-- Renewals that the portal starts by itself, whose credentials wait for somebody to come for them.
alter table bulk_job add column prepared boolean not null default false; -- its password is kept, sealed, until it is claimed

-- On which days it was looked for devices to renew, so that of several processes one does it.
create table renewal_preparation (
    day date primary key
);
