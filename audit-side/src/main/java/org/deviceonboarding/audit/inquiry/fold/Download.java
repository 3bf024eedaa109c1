package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.SortedSet;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A download of credentials.
 *
 * @param serial the serial number of the certificate in the bundle
 * @param actor who fetched the bundle, {@code anonymous} for somebody with the link
 * @param bySuspect whether the suspect or such a key fetched the bundle; otherwise one of them made it
 * @param by the suspect, or the keys that the suspect made
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
