package org.deviceonboarding.crl;

import jakarta.annotation.PostConstruct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the tables that cannot be folded from the log: published CRLs, and the log position from which on a CRL may be
 * signed.
 */
@Component
class CrlTables {
    private static final String TABLES = """
            create table if not exists crl (
                number      numeric primary key,
                position    bigint not null,
                signed_at   timestamptz not null,
                next_update timestamptz not null,
                digest      varchar(64) not null,
                der         bytea -- of the newest ones only
            );
            create index if not exists crl_position on crl (position, number);
            create index if not exists crl_signed_at on crl (signed_at, number);
            create index if not exists crl_stored on crl (number) where der is not null;
            create table if not exists crl_coverage (
                complete_from bigint  not null, -- before this position the entries lack revocations, and no CRL is signed
                complete      boolean not null  -- whether one was signed since
            );
            insert into crl_coverage (complete_from, complete) select 0, false where not exists (select from crl_coverage)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CrlTables(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @PostConstruct
    void prepare() {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('crl tables'))").query(_ -> {});
            jdbc.sql(TABLES).update();
            migrate();
        });
    }

    /** Tables of older versions forgot whole CRLs instead, and compressed content, which takes longer than signing. */
    private void migrate() {
        boolean old = jdbc.sql("""
                        select attnotnull or attstorage <> 'e' from pg_attribute
                        where attrelid = 'crl'::regclass and attname = 'der'
                        """).query(Boolean.class).single();
        if (old) {
            jdbc.sql("alter table crl alter column der drop not null, alter column der set storage external")
                    .update();
        }
    }
}
