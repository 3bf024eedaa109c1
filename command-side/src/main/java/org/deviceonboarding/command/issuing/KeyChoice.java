package org.deviceonboarding.command.issuing;

import java.util.Map;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.pki.CertificateRequest;
import org.deviceonboarding.pki.InvalidCertificateRequest;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * A request's choice of the device's key: a CSR, or an algorithm for a key that the portal makes.
 *
 * @param keyAlgorithm {@code rsa-2048} (default), {@code rsa-3072}, {@code ec-p256} or {@code ed25519}
 * @param csr PKCS#10, PEM (RFC 2986); then the key is the device's own
 */
public record KeyChoice(
        @Nullable String keyAlgorithm, @Nullable String csr) {
    /** What {@code key_algorithm} may say. */
    public static final String ALGORITHMS = "rsa-2048|rsa-3072|ec-p256|ed25519";

    /** @throws Refused if the CSR is not one we sign, or its key is not the algorithm asked for */
    public KeySource source() {
        if (csr == null) {
            return new KeySource.Generated(keyAlgorithm == null ? KeyAlgorithm.RSA_2048 : named(keyAlgorithm));
        }
        CertificateRequest request = parse(csr);
        if (keyAlgorithm != null && request.keyAlgorithm() != named(keyAlgorithm)) {
            throw new Refused(
                    RefusalCode.INVALID_CSR,
                    "The CSR's key is " + request.keyAlgorithm().wireName() + ", not " + keyAlgorithm);
        }
        return new KeySource.Requested(request);
    }

    private static CertificateRequest parse(String csr) {
        try {
            return CertificateRequest.parse(csr);
        } catch (InvalidCertificateRequest e) {
            throw new Refused(RefusalCode.INVALID_CSR, String.valueOf(e.getMessage()));
        }
    }

    private static KeyAlgorithm named(String name) {
        return KeyAlgorithm.named(name)
                .orElseThrow(() -> new Refused(
                        RefusalCode.VALIDATION_ERROR, "Unknown key algorithm", Map.of("key_algorithm", ALGORITHMS)));
    }
}
