package org.deviceonboarding.crl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the CRL: entries, published CRLs, and the log position up to which they are complete. */
@Component
class Crls {
    private static final String SUMMARY = "number, position, signed_at, next_update, octet_length(der) as bytes";
    private static final RowMapper<CrlCoverage> COVERAGE =
            (row, _) -> new CrlCoverage(row.getLong("complete_from"), row.getBoolean("complete"));

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    Crls(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    /** Locks the signing of CRLs for other processes until the transaction ends. */
    CrlCoverage lock() {
        return jdbc.sql("select complete_from, complete from crl_coverage for update")
                .query(COVERAGE)
                .single();
    }

    CrlCoverage coverage() {
        return jdbc.sql("select complete_from, complete from crl_coverage")
                .query(COVERAGE)
                .single();
    }

    /**
     * Records that the entries are rebuilt from the log's first event on, and are incomplete up to the log's current
     * head.
     */
    void beginAgain() {
        jdbc.sql("delete from crl_coverage").update();
        jdbc.sql("insert into crl_coverage (complete_from, complete) values (:head, false)")
                .param("head", progress.positions().head())
                .update();
    }

    void completed() {
        jdbc.sql("update crl_coverage set complete = true where not complete").update();
    }

    /** Returns the log position up to which the entries are complete. */
    long position() {
        return progress.of(CrlReadModel.READER);
    }

    /** Returns the same position as the database has it in the current transaction. */
    long storedPosition() {
        return progress.positions().stored(CrlReadModel.READER);
    }

    /**
     * What a new CRL needs.
     *
     * @param number RFC 5280 section 5.2.3 wants one that only grows: the clock's milliseconds, or one more than the last
     * @param entries DER, by serial number
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Unsigned(BigInteger number, byte[] entries) {}

    /** Returns what a CRL needs that is signed at that moment. */
    Unsigned unsigned(Instant signed) {
        return jdbc.sql("""
            select (select max(number) from crl) as last, coalesce(string_agg(entry, ''::bytea), ''::bytea) as entries
            from (select entry from revocation where last_listed_at is null or not_after > :now order by serial)
                as listed
            """)
                .param("now", Timestamp.from(seconds(signed)))
                .query((row, _) -> new Unsigned(number(row.getBigDecimal("last"), signed), row.getBytes("entries")))
                .single();
    }

    private static BigInteger number(@Nullable BigDecimal last, Instant signed) {
        BigInteger next =
                last == null ? BigInteger.ZERO : last.toBigIntegerExact().add(BigInteger.ONE);
        return next.max(BigInteger.valueOf(signed.toEpochMilli()));
    }

    private static Instant seconds(Instant signed) {
        return signed.truncatedTo(ChronoUnit.SECONDS); // CRLs know no parts of it
    }

    static Revocation entry(ResultSet row) throws SQLException {
        return new Revocation(
                new SerialNumber(row.getString("serial")),
                row.getTimestamp("revoked_at").toInstant(),
                row.getInt("reason_code"),
                row.getTimestamp("not_after").toInstant());
    }

    /**
     * Stores a CRL that was signed just now. RFC 5280 section 3.3: an entry stays until it was on one CRL issued after the
     * certificate's end.
     *
     * @param kept how many stay whole; what the others said is in the log anyway
     */
    void publish(SignedCrl crl, int kept) {
        jdbc.sql("""
            with listed as (
                update revocation set last_listed_at = :now where last_listed_at is null and not_after <= :now
            ), forgotten as (
                update crl set der = null where der is not null
                and number <= (select number from crl order by number desc offset :others limit 1)
            )
            insert into crl (number, position, signed_at, next_update, digest, der)
            values (:number, :position, :signed, :next, :digest, :der)
            """)
                .param("now", Timestamp.from(seconds(crl.summary().signedAt())))
                .param("others", kept - 1)
                .param("number", new BigDecimal(crl.summary().number()))
                .param("position", crl.summary().position())
                .param("signed", Timestamp.from(crl.summary().signedAt()))
                .param("next", Timestamp.from(crl.summary().nextUpdate()))
                .param("digest", Sha256.of(crl.der()).hex())
                .param("der", crl.der())
                .update();
    }

    /** Returns the newest CRL without its content. PostgreSQL knows the length of a value without reading the value. */
    Optional<CrlSummary> newest() {
        return jdbc.sql("select " + SUMMARY + " from crl order by number desc limit 1")
                .query((row, _) -> summary(row))
                .optional();
    }

    Optional<SignedCrl> newestSigned() {
        return jdbc.sql("select " + SUMMARY + ", der from crl order by number desc limit 1")
                .query((row, _) -> new SignedCrl(summary(row), row.getBytes("der")))
                .optional();
    }

    private static CrlSummary summary(ResultSet row) throws SQLException {
        return new CrlSummary(
                row.getBigDecimal("number").toBigIntegerExact(),
                row.getLong("position"),
                row.getTimestamp("signed_at").toInstant(),
                row.getTimestamp("next_update").toInstant(),
                row.getLong("bytes"));
    }
}
