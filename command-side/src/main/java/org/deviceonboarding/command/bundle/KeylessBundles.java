package org.deviceonboarding.command.bundle;

import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;

/** Makes bundles without a private key. Everything in such a bundle is public, so no bundle has to be stored. */
public interface KeylessBundles {
    /** Makes the ZIP of a bundle that the log says is packaged. */
    byte[] zip(DeviceId device, BundleId bundle);
}
