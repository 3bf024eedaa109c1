package org.deviceonboarding.crl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.domain.revocation.RevocationChange;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of this side: entries, published CRLs, and how far along the log they are. */
@Component
class Crls {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Crls(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Lets one process at a time change these tables, until its transaction ends. */
    CrlProgress lock() {
        return jdbc.sql("select position, complete_from from crl_state for update")
                .query((row, _) -> new CrlProgress(row.getLong("position"), row.getLong("complete_from")))
                .single();
    }

    /** The newest event these tables reflect. */
    long position() {
        return jdbc.sql("select position from crl_state").query(Long.class).single();
    }

    void moveTo(long position) {
        jdbc.sql("update crl_state set position = :position")
                .param("position", position)
                .update();
    }

    /** The entries of these certificates, as far as they have any. */
    Map<SerialNumber, Revocation> entries(Set<SerialNumber> serials) {
        Map<SerialNumber, Revocation> entries = new TreeMap<>();
        if (!serials.isEmpty()) {
            jdbc.sql("select serial, revoked_at, reason_code, not_after from revocation where serial in (:serials)")
                    .param("serials", serials.stream().map(SerialNumber::hex).toList())
                    .query(Crls::entry)
                    .list()
                    .forEach(entry -> entries.put(entry.serial(), entry));
        }
        return entries;
    }

    /** Brings changes, in their order, into the entries. */
    void apply(List<? extends RevocationChange> changes) {
        Map<SerialNumber, Revocation> before =
                entries(changes.stream().map(RevocationChange::serial).collect(Collectors.toSet()));
        Map<SerialNumber, Revocation> after = new TreeMap<>(before);
        changes.forEach(change -> after.compute(change.serial(), (_, entry) -> change.after(entry)));
        replace(before, after);
    }

    /** Makes these entries of before those of after. */
    private void replace(Map<SerialNumber, Revocation> before, Map<SerialNumber, Revocation> after) {
        List<SerialNumber> gone = before.keySet().stream()
                .filter(serial -> !after.containsKey(serial))
                .toList();
        template.batchUpdate(
                "delete from revocation where serial = ?", gone, 500, (row, serial) -> row.setString(1, serial.hex()));
        template.batchUpdate("""
                insert into revocation (serial, revoked_at, reason_code, not_after) values (?, ?, ?, ?)
                on conflict (serial) do update set revoked_at = excluded.revoked_at,
                    reason_code = excluded.reason_code, not_after = excluded.not_after
                """, after.values(), 500, (row, revocation) -> {
            row.setString(1, revocation.serial().hex());
            row.setTimestamp(2, Timestamp.from(revocation.revokedAt()));
            row.setInt(3, revocation.reasonCode());
            row.setTimestamp(4, Timestamp.from(revocation.notAfter()));
        });
        jdbc.sql("update crl_state set held = held + :more")
                .param("more", held(after) - held(before))
                .update();
    }

    private static long held(Map<SerialNumber, Revocation> entries) {
        return entries.values().stream().filter(Revocation::held).count();
    }

    /** What a CRL signed at that moment lists, by serial number. */
    List<Revocation> listedAt(Instant now) {
        return jdbc.sql("""
                        select serial, revoked_at, reason_code, not_after from revocation
                        where last_listed_at is null or not_after > :now
                        order by serial
                        """)
                .param("now", Timestamp.from(now))
                .query(Crls::entry)
                .list();
    }

    private static Revocation entry(ResultSet row, int number) throws SQLException {
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
