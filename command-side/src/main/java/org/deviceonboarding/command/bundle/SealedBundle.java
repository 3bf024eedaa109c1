package org.deviceonboarding.command.bundle;

import java.time.Instant;
import java.util.UUID;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as the server may keep them.
 *
 * @param tokenHash SHA-256 of the link's token; the token itself is not kept
 * @param zip the encrypted ZIP; its password is not kept
 * @param digest of the ZIP
 * @param batch which batch it leaves with; null if it has a link of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedBundle(
        BundleId id,
        Sha256 tokenHash,
        byte[] zip,
        Sha256 digest,
        Instant expiresAt,
        @Nullable UUID batch) {
    public SealedBundle(BundleId id, Sha256 tokenHash, byte[] zip, Sha256 digest, Instant expiresAt) {
        this(id, tokenHash, zip, digest, expiresAt, null);
    }

    /** What a command says of it. */
    public BundleReference reference() {
        return new BundleReference(id, digest, expiresAt);
    }
}
