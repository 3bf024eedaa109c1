-- What roots published, signed here or brought in a file. The newest by this_update counts.
create table root_crl (
    digest      varchar(64) primary key, -- SHA-256 over the DER form
    root        varchar(64) not null,    -- SHA-256 over the root's certificate
    this_update timestamptz not null,
    der         bytea       not null
);
create index root_crl_newest on root_crl (root, this_update desc);
