package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A certificate that a suspect may have at hand, or let in again.
 *
 * @param reasons how it came to that
 * @param by through whom: the suspect, or keys that came of it
 */
public record Exposure(
        SerialNumber serial,
        Sha256 fingerprint,
        Instant issuedAt,
        Instant expiresAt,
        Set<Touch> reasons,
        SortedSet<String> by,
        CertificateState state) {}
