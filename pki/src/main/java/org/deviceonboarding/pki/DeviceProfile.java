package org.deviceonboarding.pki;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What this CA is willing to sign for a device. An instance exists only if its limits make sense.
 *
 * @param validity whole seconds from the first to the last second, both counted; 1 day to 10 years
 * @param backdate how far before the time of issue validity starts, for devices whose clocks lag; at most an hour
 * @param crlDistributionPoint where the CRL is served, {@code http} or {@code https}
 */
public record DeviceProfile(Duration validity, Duration backdate, URI crlDistributionPoint) {
    public static final Duration DEFAULT_BACKDATE = Duration.ofMinutes(1);

    private static final Duration LONGEST_BACKDATE = Duration.ofHours(1);

    /** @throws IllegalArgumentException if a limit makes no sense; the message says which */
    public DeviceProfile {
        Validity.checkLength(validity);
        if (backdate.isNegative()
                || backdate.compareTo(LONGEST_BACKDATE) > 0
                || !backdate.equals(backdate.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A certificate is backdated by whole seconds, 0 to 1 hour");
        }
        DistributionPoint.check(crlDistributionPoint);
    }

    /** With the default backdating of one minute. */
    public DeviceProfile(Duration validity, URI crlDistributionPoint) {
        this(validity, DEFAULT_BACKDATE, crlDistributionPoint);
    }

    public DeviceProfile withValidity(Duration other) {
        return new DeviceProfile(other, backdate, crlDistributionPoint);
    }
}
