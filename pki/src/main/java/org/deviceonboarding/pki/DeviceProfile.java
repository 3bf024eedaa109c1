package org.deviceonboarding.pki;

import java.net.URI;
import java.time.Duration;

/**
 * The profile of device certificates. The constructor checks the limits.
 *
 * @param validity whole seconds from the first to the last second, both counted; 1 day to 10 years
 * @param crlDistributionPoint where the CRL is served, {@code http} or {@code https}
 */
public record DeviceProfile(Duration validity, URI crlDistributionPoint) {
    /** @throws IllegalArgumentException if a limit makes no sense; the message says which */
    public DeviceProfile {
        Validity.checkLength(validity);
        DistributionPoint.check(crlDistributionPoint);
    }

    public DeviceProfile withValidity(Duration other) {
        return new DeviceProfile(other, crlDistributionPoint);
    }
}
