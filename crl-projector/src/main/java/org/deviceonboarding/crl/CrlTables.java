package org.deviceonboarding.crl;

import jakarta.annotation.PostConstruct;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before the projection starts: makes its tables if they are gone and, if revocations are missing, lets it begin again at
 * the log's first event. Published CRLs are kept through that, so that their number never falls back.
 */
@Component
class CrlTables {
    private static final Logger log = LoggerFactory.getLogger(CrlTables.class);

    /** Of the tables below; with a new one they are made and filled anew. */
    private static final String SHAPE = "shape 2";

    private static final String TABLES = """
            create table if not exists revocation (
                serial         varchar(40) primary key,
                revoked_at     timestamptz not null,
                reason_code    smallint not null, -- RFC 5280 section 5.3.1; 6: on hold
                not_after      timestamptz not null,
                last_listed_at timestamptz -- on a CRL signed after not_after: need not be listed again
            );
            create table if not exists crl_state (
                position      bigint not null,
                complete_from bigint not null, -- before this position a rebuild has not seen every revocation
                held          bigint not null -- rows on hold, which come and go
            )
            """;

    /** What was published. It cannot be made from the log. */
    private static final String PUBLISHED = """
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
            create index if not exists crl_stored on crl (number) where der is not null
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
            jdbc.sql("select pg_advisory_xact_lock(hashtext('crl'))").query(_ -> {});
            if (!SHAPE.equals(shape())) {
                jdbc.sql("drop table if exists revocation, crl_state").update();
            }
            jdbc.sql(PUBLISHED).update();
            allowForgettingContent();
            make(jdbc);
            if (!whole()) {
                log.info("The revocations are collected from the log's first event on");
                jdbc.sql("truncate revocation, crl_state").update();
                jdbc.sql("""
                                insert into crl_state (position, complete_from, held)
                                select 0, coalesce(max(global_index), 0), 0 from domain_event_entry
                                """).update();
                jdbc.sql("delete from token_entry where processor_name = :name")
                        .param("name", CrlProjection.GROUP)
                        .update();
            }
        });
    }

    /** Tables of older versions forgot whole CRLs instead. */
    private void allowForgettingContent() {
        boolean required = jdbc.sql("""
                        select attnotnull from pg_attribute where attrelid = 'crl'::regclass and attname = 'der'
                        """).query(Boolean.class).single();
        if (required) {
            jdbc.sql("alter table crl alter column der drop not null").update();
        }
    }

    /** Makes what is made from the log, where it is missing, in the first schema of the search path. */
    static void make(JdbcClient jdbc) {
        jdbc.sql(TABLES).update();
        jdbc.sql("comment on table revocation is '" + SHAPE + "'").update();
    }

    private @Nullable String shape() {
        return jdbc.sql("select obj_description(to_regclass('revocation'))")
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** Whether there is a row for each revocation in the log up to the position the table claims, and for each hold. */
    private boolean whole() {
        return jdbc.sql("""
                        select (select count(*) from crl_state) = 1
                           and (select count(*) from revocation where reason_code = 6) =
                               (select max(held) from crl_state)
                           and (select count(*) from revocation where reason_code <> 6) =
                               (select count(*) from domain_event_entry
                                where payload_type = 'CertificateRevoked'
                                  and global_index <= (select max(position) from crl_state))
                        """).query(Boolean.class).single();
    }
}
