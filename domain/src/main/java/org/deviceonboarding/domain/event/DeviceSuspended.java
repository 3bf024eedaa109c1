package org.deviceonboarding.domain.event;

import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A device was suspended: its certificates are on hold (RFC 5280 section 5.3.1, certificateHold), and it reaches
 * nothing until it is resumed.
 *
 * @param held all its live certificates, by serial number
 */
@Revision("1")
public record DeviceSuspended(
        DeviceId deviceId,
        List<HeldCertificate> held,
        @Nullable String comment) implements DeviceEvent {
    public DeviceSuspended {
        held = List.copyOf(held);
    }
}
