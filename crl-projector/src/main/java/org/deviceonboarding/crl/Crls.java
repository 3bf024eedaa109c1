package org.deviceonboarding.crl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of this side: entries, published CRLs, and how far along the log they are. */
@Component
class Crls {
    private static final RowMapper<CrlCoverage> COVERAGE =
            (row, _) -> new CrlCoverage(row.getLong("complete_from"), row.getBoolean("complete"));

    private final JdbcClient jdbc;
    private final ReaderProgress progress;

    Crls(JdbcClient jdbc, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    /** Lets one process at a time sign, until its transaction ends. */
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

    /** The entries are collected from the log's first event on: up to its end of now they lack some. */
    void beginAgain() {
        jdbc.sql("delete from crl_coverage").update();
        jdbc.sql("insert into crl_coverage (complete_from, complete) values (:head, false)")
                .param("head", progress.positions().head())
                .update();
    }

    void completed() {
        jdbc.sql("update crl_coverage set complete = true where not complete").update();
    }

    /** The entries reflect all events up to here. */
    long position() {
        return progress.of(CrlReadModel.READER);
    }

    /** The same, as it is stored with the entries. */
    long storedPosition() {
        return progress.positions().stored(CrlReadModel.READER);
    }

    /** What a CRL signed at that moment lists, by serial number. */
    List<Revocation> listedAt(Instant now) {
        return jdbc.sql("""
                        select serial, revoked_at, reason_code, not_after from revocation
                        where last_listed_at is null or not_after > :now
                        order by serial
                        """)
                .param("now", Timestamp.from(now))
                .query((row, _) -> entry(row))
                .list();
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
                .param("number", new BigDecimal(crl.number()))
                .param("position", crl.position())
                .param("signed", Timestamp.from(crl.signedAt()))
                .param("next", Timestamp.from(crl.nextUpdate()))
                .param("digest", Sha256.of(crl.der()).hex())
                .param("der", crl.der())
                .update();
        // What there was is remembered for good; what it said, in the log anyway, is large.
        jdbc.sql("""
                        update crl set der = null where der is not null
                        and number < (select number from crl order by number desc offset :kept limit 1)
                        """).param("kept", kept - 1).update();
    }

    Optional<SignedCrl> newest() {
        return jdbc.sql("select number, position, signed_at, next_update, der from crl order by number desc limit 1")
                .query((row, _) -> new SignedCrl(
                        row.getBigDecimal("number").toBigIntegerExact(),
                        row.getLong("position"),
                        row.getTimestamp("signed_at").toInstant(),
                        row.getTimestamp("next_update").toInstant(),
                        row.getBytes("der")))
                .optional();
    }

    /** RFC 5280 section 5.2.3 wants a number that only grows: the clock's milliseconds, or one more than the last. */
    BigInteger nextNumber(Instant now) {
        return newest().map(crl -> crl.number().add(BigInteger.ONE))
                .orElse(BigInteger.ZERO)
                .max(BigInteger.valueOf(now.toEpochMilli()));
    }
}
