package org.deviceonboarding.verify.bundle;

import java.time.Instant;

/**
 * What a bundle says of itself. Nothing here is believed: it says what to look for, and for whose key to ask.
 *
 * @param format of the bundle, {@value #FORMAT}
 * @param origin the log's name
 * @param verifierKey of the log, as the server gave it
 * @param size how many entries the newest checkpoint covers
 * @param position of the last of them
 * @param exportedAt by the clock of whoever exported it
 */
public record Manifest(int format, String origin, String verifierKey, long size, long position, Instant exportedAt) {
    public static final int FORMAT = 1;
}
