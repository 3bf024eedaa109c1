package org.deviceonboarding.portal.ca;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the CA's key.
 *
 * @param dir holds the key stores, and the certificate chain in any case
 * @param privateKeyId the key's label on a PKCS#11 token, or its ARN in AWS KMS; empty: a file in {@code dir}
 * @param pkcs11Config a SunPKCS11 configuration file
 * @param pin of the token
 * @param publicUrl where the root's CRL will be found; null if nobody said
 * @param backdateMinutes how far before their signing certificates and CRLs begin
 */
@ConfigurationProperties("portal.ca")
record CaProperties(
        Path dir,
        @DefaultValue("") String privateKeyId,
        @DefaultValue("") String pkcs11Config,
        @DefaultValue("") String pin,
        @Nullable URI publicUrl,
        @DefaultValue("5") int backdateMinutes) {
    private static final Pattern HERE = Pattern.compile("localhost|.*\\.localhost|127\\..*|\\[?::1]?");

    CaProperties {
        if (backdateMinutes < 0 || backdateMinutes > 60) {
            throw new IllegalArgumentException("CERT_BACKDATE_MINUTES is 0 to 60");
        }
    }

    /** What a new issuing CA's certificate says for ten years: not where that would lead to the reader's own machine. */
    Optional<URI> rootCrl() {
        return Optional.ofNullable(publicUrl)
                .filter(url ->
                        url.getHost() != null && !HERE.matcher(url.getHost()).matches())
                .map(url -> URI.create(url.toString().replaceAll("/+$", "") + "/crl/root"));
    }

    /** Whether this process reads the key from a file, and signs by itself. */
    boolean inMemory() {
        return privateKeyId.isEmpty();
    }

    @Override
    public String toString() {
        return "CaProperties[" + dir + "]"; // the PIN stays out of logs
    }
}
