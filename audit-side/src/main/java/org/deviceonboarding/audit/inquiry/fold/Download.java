package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.SortedSet;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * Somebody fetched credentials.
 *
 * @param serial of the certificate among them
 * @param actor who, {@code anonymous} for whoever had the link
 * @param bySuspect whether it was the suspect, or a key that came of it; if not, these had made them
 * @param by which of them
 */
public record Download(
        BundleId bundleId,
        SerialNumber serial,
        long position,
        Instant at,
        @Nullable String actor,
        @Nullable String address,
        @Nullable String userAgent,
        boolean bySuspect,
        SortedSet<String> by) {}
