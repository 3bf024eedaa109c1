package org.deviceonboarding.verify.bundle;

import java.time.Instant;

/**
 * A checkpoint as the server lists it. Only the note is signed; the rest is the server's word.
 *
 * @param root in Base64
 * @param position of the last entry that it covers
 */
public record ExportedCheckpoint(long size, String root, long position, Instant signedAt, String note) {}
