package org.deviceonboarding.command.issuing;

import java.net.URI;
import org.deviceonboarding.command.bundle.NewBundle;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A signed certificate and its bundle, ready to be recorded.
 *
 * @param link where the bundle can be fetched, once; it holds the token
 * @param password opens the bundle; for the operator's eyes, once; null if the bundle has no private key
 */
public record IssuedCredentials(
        SignedCertificate certificate,
        NewBundle bundle,
        URI link,
        @Nullable String password) {
    /** What a command says of the bundle. */
    public BundleReference bundleReference() {
        return bundle.reference();
    }

    @Override
    public String toString() {
        return "IssuedCredentials[" + certificate.serial() + "]"; // link and password stay out of logs
    }
}
