package org.deviceonboarding.verify.bundle;

import java.time.Instant;

/**
 * A checkpoint as the server lists it. Only the note is signed.
 *
 * @param root the root hash in Base64
 * @param position the position of the last covered entry
 */
public record ExportedCheckpoint(long size, String root, long position, Instant signedAt, String note) {}
