-- How often a day the log says that somebody was refused: whoever is told no again and again must not fill it (docs/adr/0032).
create table refusal_quota (
    day     date         not null,
    subject varchar(200) not null, -- a caller, or a certificate and what it is refused
    used    integer      not null,
    primary key (day, subject)
);
