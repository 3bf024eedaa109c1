package org.deviceonboarding.portal.ca;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the CA in the processes that sign. */
@Configuration(proxyBeanMethods = false)
@Profile({"command", "crl"})
@EnableConfigurationProperties(CaProperties.class)
@Import(CaContinuity.class)
public class CaConfiguration {
    @Bean
    CertificateAuthority certificateAuthority(
            CaProperties properties, CaStore store, CaContinuity continuity, InstantSource clock, SecureRandom random) {
        continuity.requireNoLostCa(properties);
        CertificateAuthority authority =
                store.open(clock, random).backdatedBy(Duration.ofMinutes(properties.backdateMinutes()));
        continuity.requireSameCa(authority.issuer());
        return authority;
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return DatabaseClock.of(jdbc);
    }

    @Bean
    CaStore caStore(CaProperties properties, SecretKey secret) {
        if (!properties.inMemory()) {
            return elsewhere(properties);
        }
        String password = HexFormat.of().formatHex(secret.derive("ca key store"));
        return CaStore.pkcs12(
                properties.dir(), password.toCharArray(), properties.rootCrl().orElse(null));
    }

    /** @throws StartRefused if a setting is missing */
    static CaStore elsewhere(CaProperties properties) {
        String keyId = properties.privateKeyId();
        Path chain = properties.dir().resolve("chain.pem");
        if (AwsKmsKey.isArn(keyId)) {
            return CaStore.keyService(issuer -> AwsKmsKey.of(keyId, issuer), keyId, chain);
        }
        if (properties.pkcs11Config().isEmpty()) {
            throw new StartRefused(
                    "CA_PRIVATE_KEY_ID is the label of a key on a token, and CA_PKCS11_CONFIG is not set",
                    "Name the token's SunPKCS11 configuration file in CA_PKCS11_CONFIG, or set CA_PRIVATE_KEY_ID to the ARN of a"
                            + " key in AWS KMS.");
        }
        return CaStore.pkcs11(
                Path.of(properties.pkcs11Config()), properties.pin().toCharArray(), keyId, chain);
    }
}
