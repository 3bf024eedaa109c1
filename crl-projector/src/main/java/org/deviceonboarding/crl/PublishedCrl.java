package org.deviceonboarding.crl;

import java.math.BigInteger;
import java.time.Instant;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A CRL of the history, without its content.
 *
 * @param number RFC 5280 section 5.2.3
 * @param position the newest event of the log that it covers
 * @param sha256 over the DER form
 */
record PublishedCrl(BigInteger number, long position, Instant signedAt, Instant nextUpdate, Sha256 sha256) {}
