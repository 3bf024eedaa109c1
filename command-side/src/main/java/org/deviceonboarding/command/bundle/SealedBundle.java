package org.deviceonboarding.command.bundle;

import java.time.Instant;
import org.deviceonboarding.messages.device.BundleId;
import org.deviceonboarding.messages.device.Sha256;

/**
 * Credentials as the server may keep them.
 *
 * @param tokenHash SHA-256 of the link's token; the token itself is not kept
 * @param zip the encrypted ZIP; its password is not kept
 * @param digest of the ZIP
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedBundle(BundleId id, Sha256 tokenHash, byte[] zip, Sha256 digest, Instant expiresAt) {}
