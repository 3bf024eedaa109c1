package org.deviceonboarding.audit.inquiry.fold;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * Finds the certificates of a device that descend from exposed ones. Somebody with the private key of an exposed certificate can
 * renew it at the device port, and a later certificate for the same key fits that private key too.
 */
final class Lineage {
    private Lineage() {}

    /** The exposed certificates and their descendants, with the causes. */
    static SortedMap<SerialNumber, Cause> of(
            Map<SerialNumber, Cause> exposed, Collection<Involvement.Issue> certificates) {
        SortedMap<SerialNumber, Cause> suspect = new TreeMap<>(exposed);
        if (suspect.isEmpty()) {
            return suspect;
        }
        Map<SerialNumber, Object> keys = new HashMap<>();
        certificates.forEach(issue -> keys.put(issue.event().serial(), key(issue)));
        boolean found;
        do {
            Map<Object, Set<String>> suspectKeys = new HashMap<>();
            suspect.forEach((serial, cause) -> {
                Object key = keys.get(serial);
                if (key != null) {
                    suspectKeys.computeIfAbsent(key, _ -> new HashSet<>()).addAll(cause.by());
                }
            });
            found = false;
            for (Involvement.Issue issue : certificates) {
                SerialNumber serial = issue.event().serial();
                Cause before = issue.presented() == null ? null : suspect.get(issue.presented());
                Set<String> by = before == null ? suspectKeys.get(keys.get(serial)) : before.by();
                if (!suspect.containsKey(serial) && by != null) {
                    suspect.put(serial, Cause.NONE.and(Touch.RENEWED_FROM_EXPOSED, by));
                    found = true;
                }
            }
        } while (found);
        return suspect;
    }

    /** The key of the certificate; for an unreadable certificate, an object that equals no other key. */
    private static Object key(Involvement.Issue issue) {
        PublicKey key = read(issue.event().certificatePem());
        return key == null ? new Object() : key;
    }

    private static @Nullable PublicKey read(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
        } catch (CertificateException e) {
            return null;
        }
    }
}
