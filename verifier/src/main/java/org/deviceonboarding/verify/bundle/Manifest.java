package org.deviceonboarding.verify.bundle;

import java.time.Instant;

/**
 * The description of a bundle by itself. The verification trusts none of it: the manifest says what to look for, and which key to
 * ask for.
 *
 * @param format the version of the format, {@value #FORMAT}
 * @param origin the log's name
 * @param verifierKey the log's verifier key, as the server gave it
 * @param size the number of entries that the newest checkpoint covers
 * @param position the position of the last covered entry
 * @param exportedAt the time of the export, by the exporter's clock
 */
public record Manifest(int format, String origin, String verifierKey, long size, long position, Instant exportedAt) {
    public static final int FORMAT = 1;
}
