package org.deviceonboarding.portal.ca;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the CA's key is.
 *
 * @param dir holds the key stores, and the certificate chain in any case
 * @param privateKeyId the key's label on a PKCS#11 token; empty: a file in {@code dir}
 * @param pkcs11Config a SunPKCS11 configuration file
 * @param pin of the token
 */
@ConfigurationProperties("portal.ca")
record CaProperties(
        Path dir,
        @DefaultValue("") String privateKeyId,
        @DefaultValue("") String pkcs11Config,
        @DefaultValue("") String pin) {
    boolean onToken() {
        return !privateKeyId.isEmpty();
    }

    @Override
    public String toString() {
        return "CaProperties[" + dir + "]"; // the PIN stays out of logs
    }
}
