package org.deviceonboarding.command.key;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code certified_key}: a row for each certificate. */
@Component
class CertifiedKeys {
    // A certificate on hold still holds its key, and one that has expired by our clock does not. Brokers, their
    // canaries and the
    // portal are one party: a broker's folder may come under another name.
    static final String IN_THE_WAY = """
            (other.revoked = 'key_compromise'
             or (other.revoked is null and other.not_after >= :now
                 and (other.holder_kind, other.holder) <> (:kind, :holder)
                 and 'device' in (other.holder_kind, :kind)))
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CertifiedKeys(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A certificate, as far as keys are concerned. */
    record KeyUse(SerialNumber serial, CertifiedKey key, Instant notAfter) {
        /** Nobody can use a certificate that cannot be read: it holds no key. */
        private static final CertifiedKey NONE = new CertifiedKey(Sha256.of(new byte[0]));

        static KeyUse of(SerialNumber serial, String pem, Instant notAfter) {
            return new KeyUse(serial, CertifiedKey.find(pem).orElse(NONE), notAfter);
        }

        boolean holdsAKey() {
            return !key.equals(NONE);
        }
    }

    /** A certificate that the holder is to have. */
    record KeyClaim(KeyUse certificate, CertificateHolder holder) {}

    /**
     * Claims all keys at once, if nothing is in the way of any.
     *
     * @return false if not all are claimed; each must then be claimed alone
     */
    boolean claim(List<KeyClaim> all) {
        List<KeyClaim> claims =
                all.stream().filter(claim -> claim.certificate().holdsAKey()).toList();
        if (claims.isEmpty()) {
            return true;
        }
        // The statement does not see its own rows.
        boolean distinct = claims.stream()
                        .map(claim -> claim.certificate().key())
                        .distinct()
                        .count()
                == claims.size();
        return distinct && insert(claims) == claims.size();
    }

    // A subquery of one row is looked up by the index for each claim; "not exists" would be a join, which may read all
    // keys.
    private int insert(List<KeyClaim> claims) {
        return jdbc.sql("""
                        insert into certified_key (serial, key, holder_kind, holder, not_after)
                        select serial, key, kind, holder, until
                        from unnest(:serials::text[], :keys::text[], :kinds::text[], :holders::text[], :untils::timestamptz[])
                            as claim (serial, key, kind, holder, until)
                        where (select true from certified_key other where other.key = claim.key and %s limit 1) is null
                        on conflict do nothing
                        """.formatted(IN_THE_WAY.replace(":kind", "claim.kind").replace(":holder", "claim.holder")))
                .param(
                        "serials",
                        texts(claims, claim -> claim.certificate().serial().hex()))
                .param(
                        "keys",
                        texts(
                                claims,
                                claim -> claim.certificate().key().digest().hex()))
                .param("kinds", texts(claims, claim -> claim.holder().kind().wireName()))
                .param("holders", texts(claims, claim -> claim.holder().id()))
                .param(
                        "untils",
                        texts(claims, claim -> claim.certificate().notAfter().toString()))
                .param("now", now())
                .update();
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /** @throws Refused if the holder may not have a certificate for the key */
    void claim(KeyClaim claim) {
        KeyUse certificate = claim.certificate();
        CertificateHolder holder = claim.holder();
        if (!certificate.holdsAKey()) {
            return;
        }
        int claimed = insert(
                certificate,
                holder,
                "where not exists (select from certified_key other where other.key = :key and " + IN_THE_WAY + ")");
        if (claimed == 0) {
            requireFree(certificate.key(), holder); // if it is, the same event came before
        }
    }

    /** What is in the log counts, whatever we would say of it today. */
    void record(KeyUse certificate, CertificateHolder holder) {
        if (!certificate.holdsAKey()) {
            return;
        }
        insert(certificate, holder, "");
        jdbc.sql("""
                        insert into shared_key
                        select :key where exists (
                            select from certified_key other where other.key = :key
                              and (other.holder_kind, other.holder) <> (:kind, :holder)
                              and 'device' in (other.holder_kind, :kind))
                        on conflict do nothing
                        """)
                .param("key", certificate.key().digest().hex())
                .param("kind", holder.kind().wireName())
                .param("holder", holder.id())
                .update();
    }

    private int insert(KeyUse certificate, CertificateHolder holder, String condition) {
        JdbcClient.StatementSpec insert = jdbc.sql("""
                        insert into certified_key (serial, key, holder_kind, holder, not_after)
                        select :serial, :key, :kind, :holder, :until %s on conflict do nothing
                        """.formatted(condition))
                .param("serial", certificate.serial().hex())
                .param("key", certificate.key().digest().hex())
                .param("kind", holder.kind().wireName())
                .param("holder", holder.id())
                .param("until", Timestamp.from(certificate.notAfter()));
        return (condition.isEmpty() ? insert : insert.param("now", now())).update();
    }

    /** @return whether the certificate is known */
    boolean revoke(SerialNumber serial, RevocationReason reason) {
        return jdbc.sql("update certified_key set revoked = coalesce(revoked, :reason) where serial = :serial")
                        .param("serial", serial.hex())
                        .param("reason", wireName(reason))
                        .update()
                > 0;
    }

    /** @return whether all of the certificates are known */
    boolean revoke(List<KeyFact.Revoked> certificates) {
        return jdbc.sql("""
                        update certified_key set revoked = coalesce(revoked, fact.reason)
                        from unnest(:serials::text[], :reasons::text[]) as fact (serial, reason)
                        where certified_key.serial = fact.serial
                        """)
                        .param(
                                "serials",
                                texts(certificates, fact -> fact.serial().hex()))
                        .param("reasons", texts(certificates, fact -> wireName(fact.reason())))
                        .update()
                == certificates.size();
    }

    /** From then on, what its canaries get is the broker's. */
    void knowCanaries(BrokerId broker) {
        Canary canary = Canary.of(broker);
        jdbc.sql(
                        "insert into certified_key_canary values (:resident, :broker), (:outcast, :broker) on conflict do nothing")
                .param("resident", canary.resident().value())
                .param("outcast", canary.outcast().value())
                .param("broker", broker.value())
                .update();
    }

    CertificateHolder holder(DeviceId device) {
        return Objects.requireNonNull(holders(Set.of(device)).get(device));
    }

    /** What a canary has is its broker's. */
    Map<DeviceId, CertificateHolder> holders(Set<DeviceId> devices) {
        Map<DeviceId, CertificateHolder> holders = new HashMap<>();
        devices.forEach(device -> holders.put(device, CertificateHolder.of(device)));
        if (!devices.isEmpty()) {
            jdbc.sql("select device_id, broker_id from certified_key_canary where device_id = any (:ids)")
                    .param("ids", devices.stream().map(DeviceId::value).toArray(String[]::new))
                    .query(row -> {
                        holders.put(
                                new DeviceId(row.getString("device_id")),
                                CertificateHolder.of(new BrokerId(row.getString("broker_id"))));
                    });
        }
        return holders;
    }

    /** @throws Refused if it was compromised, or another one holds it */
    void requireFree(CertifiedKey key, CertificateHolder holder) {
        objection(key, holder).ifPresent(refused -> {
            throw refused;
        });
    }

    /** Why a device that has no certificate yet may not have one for some of the keys. */
    Map<CertifiedKey, RefusalCode> objections(Set<CertifiedKey> wanted) {
        Map<CertifiedKey, RefusalCode> objections = new HashMap<>();
        if (!wanted.isEmpty()) {
            jdbc.sql("""
                            select key, bool_or(revoked is not null) as compromised from certified_key other
                            where key = any (:keys) and %s group by key
                            """.formatted(IN_THE_WAY))
                    .param(
                            "keys",
                            wanted.stream().map(key -> key.digest().hex()).toArray(String[]::new))
                    .param("kind", CertificateHolder.HolderKind.DEVICE.wireName())
                    .param("holder", "")
                    .param("now", now())
                    .query(row -> {
                        objections.put(
                                new CertifiedKey(new Sha256(row.getString("key"))),
                                row.getBoolean("compromised") ? RefusalCode.KEY_COMPROMISED : RefusalCode.KEY_IN_USE);
                    });
        }
        return objections;
    }

    private Optional<Refused> objection(CertifiedKey key, CertificateHolder holder) {
        return jdbc.sql("""
                        select holder_kind, holder, revoked from certified_key other
                        where key = :key and %s order by revoked nulls last limit 1
                        """.formatted(IN_THE_WAY))
                .param("key", key.digest().hex())
                .param("kind", holder.kind().wireName())
                .param("holder", holder.id())
                .param("now", now())
                .query((row, _) -> row.getString("revoked") == null
                        ? inUse(row.getString("holder_kind"), row.getString("holder"))
                        : compromised())
                .optional();
    }

    private static Refused compromised() {
        return new Refused(
                RefusalCode.KEY_COMPROMISED,
                "The key was in a certificate that was revoked because the key was compromised; make another key");
    }

    private static Refused inUse(@Nullable String kind, String holder) {
        return CertificateHolder.HolderKind.DEVICE.wireName().equals(kind)
                ? new Refused(
                        RefusalCode.KEY_IN_USE,
                        "Another device has a certificate for this key",
                        Map.of("device_id", holder))
                : new Refused(RefusalCode.KEY_IN_USE, "A broker or the portal has a certificate for this key");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String wireName(RevocationReason reason) {
        return reason.name().toLowerCase(java.util.Locale.ROOT);
    }
}
