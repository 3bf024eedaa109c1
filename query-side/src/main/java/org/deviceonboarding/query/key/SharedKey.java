package org.deviceonboarding.query.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A key in unrevoked, unexpired certificates of several holders, or of one although it was compromised.
 *
 * @param key SHA-256 of its canonical SubjectPublicKeyInfo
 * @param compromised whether a certificate for it was revoked for that reason
 * @param holderCount all of them; {@code holders} has the first ones
 */
record SharedKey(Sha256 key, boolean compromised, long holderCount, List<Holder> holders) {
    /** What holds it. */
    enum Kind {
        @JsonProperty("device")
        DEVICE,
        @JsonProperty("broker")
        BROKER,
        @JsonProperty("portal")
        PORTAL
    }

    /**
     * One that holds it.
     *
     * @param id of the device or the broker
     * @param expiresAt the end of its last certificate for the key
     */
    record Holder(Kind kind, String id, Instant expiresAt) {}
}
