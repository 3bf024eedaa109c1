package org.deviceonboarding.command.key;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.key.CertifiedKeys.KeyClaim;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.NewEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks and claims certified keys, so that a key belongs to one holder (docs/adr/0027). The claim is part of
 * the transaction that appends the certificate, whoever asked for it and however: of two at once, one gets it.
 */
@Component
public class KeyClaims implements AppendRule {
    private static final String SECONDS = "10";

    private final CertifiedKeys keys;
    private final JdbcClient jdbc;

    KeyClaims(CertifiedKeys keys, JdbcClient jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /**
     * A cheap look before slow work; the claim itself decides.
     *
     * @throws Refused if the device may not have a certificate for the key, or it cannot be told yet
     */
    public void requireFree(CertifiedKey key, DeviceId device) {
        requireComplete();
        keys.requireFree(key, CertificateHolder.of(device));
    }

    /**
     * Why new devices may not have certificates for some of the keys that they bring.
     *
     * @throws Refused if that cannot be told yet
     */
    public Map<CertifiedKey, RefusalCode> objections(Set<CertifiedKey> keysOfNewDevices) {
        if (!keysOfNewDevices.isEmpty()) {
            requireComplete();
        }
        return keys.objections(keysOfNewDevices);
    }

    /** @throws Refused if the broker may not have a certificate for the key */
    public void requireFree(CertifiedKey key, BrokerId broker) {
        keys.requireFree(key, CertificateHolder.of(broker));
    }

    /** @throws Refused as long as certificates from before the upgrade are not all known; keys that we make can go on */
    public void requireComplete() {
        if (!isComplete()) {
            throw new Refused(
                    RefusalCode.NOT_CAUGHT_UP,
                    "The log is being read for the keys of earlier certificates; requests that bring a key wait for that",
                    Map.of("retry_after", SECONDS));
        }
    }

    private boolean isComplete() {
        return jdbc.sql("select done from certified_key_fill")
                .query(Boolean.class)
                .single();
    }

    /** Together if all that is said of keys is of one kind, as under load and in bulk jobs, and otherwise one after the other. */
    @Override
    public void apply(List<NewEvent> events) {
        List<KeyFact> facts = events.stream()
                .map(NewEvent::event)
                .map(KeyFact::of)
                .flatMap(Optional::stream)
                .toList();
        if (!appliedTogether(facts)) {
            facts.forEach(this::apply);
        }
    }

    private boolean appliedTogether(List<KeyFact> facts) {
        List<KeyFact.OfDevice> issued = only(KeyFact.OfDevice.class, facts);
        List<KeyFact.Revoked> revoked = only(KeyFact.Revoked.class, facts);
        if (issued.size() == facts.size()) {
            return keys.claim(claims(issued));
        }
        return revoked.size() == facts.size() && keys.revoke(revoked);
    }

    private static <T> List<T> only(Class<T> kind, List<KeyFact> facts) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<KeyClaim> claims(List<KeyFact.OfDevice> issued) {
        Map<DeviceId, CertificateHolder> holders = keys.holders(issued.stream()
                .filter(certificate -> certificate.keyHeldBy() != KeyHolder.PORTAL)
                .map(KeyFact.OfDevice::device)
                .collect(Collectors.toSet()));
        if (holders.values().stream().anyMatch(holder -> holder.kind() == CertificateHolder.HolderKind.DEVICE)) {
            requireComplete();
        }
        return issued.stream()
                .map(certificate -> new KeyClaim(
                        certificate.certificate(),
                        holders.getOrDefault(certificate.device(), CertificateHolder.of(certificate.device()))))
                .toList();
    }

    private void apply(KeyFact fact) {
        switch (fact) {
            case KeyFact.OfDevice f -> claims(List.of(f)).forEach(keys::claim);
            case KeyFact.OfBroker f -> {
                keys.knowCanaries(f.broker());
                keys.claim(new KeyClaim(f.certificate(), CertificateHolder.of(f.broker())));
            }
            case KeyFact.OfServer f -> keys.claim(new KeyClaim(f.certificate(), CertificateHolder.ofServer(f.key())));
            case KeyFact.Revoked f -> revoke(f);
        }
    }

    private void revoke(KeyFact.Revoked fact) {
        if (!keys.revoke(fact.serial(), fact.reason())) {
            // The certificate is older than the claims. Either it comes to be known before us, or this event is read
            // after it.
            jdbc.sql("select position from certified_key_fill for share")
                    .query(Long.class)
                    .single();
            keys.revoke(fact.serial(), fact.reason());
        }
    }
}
