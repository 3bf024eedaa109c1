package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A certificate whose key a suspect may have, or which a suspect made valid again.
 *
 * @param reasons what the suspect did
 * @param by the suspect, or the keys that the suspect made
 */
public record Exposure(
        SerialNumber serial,
        Sha256 fingerprint,
        Instant issuedAt,
        Instant expiresAt,
        Set<Touch> reasons,
        SortedSet<String> by,
        CertificateState state) {}
