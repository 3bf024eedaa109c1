package org.deviceonboarding.domain.device;

import java.time.Instant;

/**
 * A certificate put on hold.
 *
 * @param notAfter when it expires, so that a CRL can drop it afterwards
 */
public record HeldCertificate(SerialNumber serial, Instant notAfter) {}
