package org.deviceonboarding.audit.inquiry;

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
 * Which certificates of a device descend from exposed ones. Who holds an exposed certificate's private key can renew it at the device port,
 * whoever asks for a certificate of the same key gets one that this private key fits, and so on from there.
 */
final class Lineage {
    private Lineage() {}

    /** The exposed certificates and all that descend from them, with the reasons. */
    static SortedMap<SerialNumber, Set<Touch>> of(
            Map<SerialNumber, Set<Touch>> exposed, Collection<Involvement.Issue> certificates) {
        SortedMap<SerialNumber, Set<Touch>> suspect = new TreeMap<>(exposed);
        if (suspect.isEmpty()) {
            return suspect;
        }
        Map<SerialNumber, Object> keys = new HashMap<>();
        certificates.forEach(issue -> keys.put(issue.event().serial(), key(issue)));
        boolean found;
        do {
            Set<Object> suspectKeys = new HashSet<>();
            suspect.keySet().stream().filter(keys::containsKey).map(keys::get).forEach(suspectKeys::add);
            found = false;
            for (Involvement.Issue issue : certificates) {
                SerialNumber serial = issue.event().serial();
                SerialNumber presented = issue.presented();
                if (!suspect.containsKey(serial)
                        && ((presented != null && suspect.containsKey(presented))
                                || suspectKeys.contains(keys.get(serial)))) {
                    suspect.put(serial, Set.of(Touch.RENEWED_FROM_EXPOSED));
                    found = true;
                }
            }
        } while (found);
        return suspect;
    }

    /** Of a certificate that cannot be read, something that equals no other's. */
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
