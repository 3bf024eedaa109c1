package org.deviceonboarding.command.renewal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.pki.CertificateRequest;

/**
 * The body of a device's own {@code POST /renew/{id}}.
 *
 * @param csr PKCS#10, PEM; its signature proves that the device holds the key, which may be a new one
 */
record SelfRenewalRequest(@NotNull @Size(max = 16_384) String csr) {
    CertificateRequest request() {
        return switch (new KeyChoice(null, csr).source()) {
            case KeySource.Requested(var request) -> request;
            case KeySource.Generated _ -> throw new IllegalStateException("A CSR was given");
        };
    }
}
