package org.deviceonboarding.query.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A key in good certificates of several holders, or a compromised key in a good certificate.
 *
 * @param key the SHA-256 of the canonical SubjectPublicKeyInfo
 * @param compromised whether a certificate for the key was revoked as compromised
 * @param holderCount the number of all holders; {@code holders} lists the first
 */
record SharedKey(Sha256 key, boolean compromised, long holderCount, List<Holder> holders) {
    /** The kinds of holders. */
    enum Kind {
        @JsonProperty("device")
        DEVICE,
        @JsonProperty("broker")
        BROKER,
        @JsonProperty("portal")
        PORTAL
    }

    /**
     * A holder of the key.
     *
     * @param id the id of the device or the broker
     * @param expiresAt the end of the holder's last certificate for the key
     */
    record Holder(Kind kind, String id, Instant expiresAt) {}
}
