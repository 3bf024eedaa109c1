package org.deviceonboarding.verify.bundle;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A CRL as the server lists it.
 *
 * @param number the CRL number (RFC 5280 section 5.2.3)
 * @param position the position of the newest event that the CRL covers
 * @param signedAt the time of the signature, by the server's clock
 * @param sha256 the SHA-256 of the DER form, in hexadecimal
 * @param stored whether the server still has the CRL
 */
public record ExportedCrl(
        BigInteger number, long position, Instant signedAt, Instant nextUpdate, String sha256, boolean stored) {}
