package org.deviceonboarding.crl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.log.reader.ReaderProgress;
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

    /** Returns the entries of a CRL that is signed at that moment, as DER, by serial number. */
    byte[] entriesAt(Instant now) {
        return jdbc.sql("""
                        select coalesce(string_agg(entry, ''::bytea), ''::bytea) from (
                            select entry from revocation where last_listed_at is null or not_after > :now order by serial
                        ) as listed
                        """)
                .param("now", Timestamp.from(now))
                .query(byte[].class)
                .single();
    }

    static Revocation entry(ResultSet row) throws SQLException {
        return new Revocation(
                new SerialNumber(row.getString("serial")),
                row.getTimestamp("revoked_at").toInstant(),
                row.getInt("reason_code"),
                row.getTimestamp("not_after").toInstant());
    }

    /** RFC 5280 section 3.3: an entry stays until it was on one CRL issued after the certificate's end. */
    void listed(Instant now) {
        jdbc.sql("update revocation set last_listed_at = :now where last_listed_at is null and not_after <= :now")
                .param("now", Timestamp.from(now))
                .update();
    }

    /** @param kept how many stay whole */
    void publish(SignedCrl crl, int kept) {
        jdbc.sql("""
                        insert into crl (number, position, signed_at, next_update, digest, der)
                        values (:number, :position, :signed, :next, :digest, :der)
                        """)
                .param("number", new BigDecimal(crl.summary().number()))
                .param("position", crl.summary().position())
                .param("signed", Timestamp.from(crl.summary().signedAt()))
                .param("next", Timestamp.from(crl.summary().nextUpdate()))
                .param("digest", Sha256.of(crl.der()).hex())
                .param("der", crl.der())
                .update();
        // What there was is remembered for good; what it said, in the log anyway, is large.
        jdbc.sql("""
                        update crl set der = null where der is not null
                        and number < (select number from crl order by number desc offset :kept limit 1)
                        """).param("kept", kept - 1).update();
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

    /** RFC 5280 section 5.2.3 wants a number that only grows: the clock's milliseconds, or one more than the last. */
    BigInteger nextNumber(Instant now) {
        return newest().map(crl -> crl.number().add(BigInteger.ONE))
                .orElse(BigInteger.ZERO)
                .max(BigInteger.valueOf(now.toEpochMilli()));
    }
}
