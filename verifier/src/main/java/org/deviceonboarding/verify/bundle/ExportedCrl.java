package org.deviceonboarding.verify.bundle;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A CRL as the server lists it.
 *
 * @param number RFC 5280 section 5.2.3
 * @param position the newest event that it knew
 * @param signedAt by the server's clock
 * @param sha256 of its DER form, in hexadecimal
 * @param stored whether the server still has it
 */
public record ExportedCrl(
        BigInteger number, long position, Instant signedAt, Instant nextUpdate, String sha256, boolean stored) {}
