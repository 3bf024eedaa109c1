package org.deviceonboarding.crl;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the portal hands to the CRL projector. No component: the scan of the projector must not find it. */
class CrlServer {
    @Bean
    CaStore caStore(@Value("${portal.ca.dir}") Path folder) {
        return CaStore.pkcs12(folder, "not a secret".toCharArray());
    }

    @Bean
    CertificateAuthority certificateAuthority(CaStore store, InstantSource clock, SecureRandom random) {
        return store.open(clock, random);
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return DatabaseClock.of(jdbc);
    }
}
