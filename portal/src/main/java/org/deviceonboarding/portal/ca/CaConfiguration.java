package org.deviceonboarding.portal.ca;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.deviceonboarding.access.secret.SecretKey;
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
        if (properties.onToken()) {
            return CaStore.pkcs11(
                    Path.of(properties.pkcs11Config()),
                    properties.pin().toCharArray(),
                    properties.privateKeyId(),
                    properties.dir().resolve("chain.pem"));
        }
        String password = HexFormat.of().formatHex(secret.derive("ca key store"));
        return CaStore.pkcs12(
                properties.dir(), password.toCharArray(), properties.rootCrl().orElse(null));
    }
}
