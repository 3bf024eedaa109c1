package org.deviceonboarding.command.bundle;

import java.time.Instant;
import java.util.UUID;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that a command puts on record.
 *
 * @param tokenHash SHA-256 of the link's token; the token itself is not kept
 * @param zip with an encrypted private key, whose password is not kept; null if the device made its own key, for then the ZIP is made
 *     when somebody fetches it
 * @param batch the batch that the bundle leaves with; null if the bundle has a link of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NewBundle(
        BundleId id,
        Sha256 tokenHash,
        byte @Nullable [] zip,
        Instant expiresAt,
        @Nullable UUID batch) {
    /** What a command says of the bundle. */
    public BundleReference reference() {
        return new BundleReference(id, zip == null ? null : Sha256.of(zip), expiresAt);
    }
}
