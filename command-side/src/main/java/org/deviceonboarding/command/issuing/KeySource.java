package org.deviceonboarding.command.issuing;

import org.deviceonboarding.pki.CertificateRequest;
import org.deviceonboarding.pki.KeyAlgorithm;

/** The source of a device's key: a CSR, or the portal. */
public sealed interface KeySource {
    /** The portal makes it; it leaves in the bundle and is kept nowhere else. */
    record Generated(KeyAlgorithm algorithm) implements KeySource {}

    /** It never left the device, which proved that it holds it. */
    record Requested(CertificateRequest request) implements KeySource {}
}
