package org.deviceonboarding.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.command.job.BatchSecrets;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/** What the portal hands to the command side. No component: the scan of the command side must not find it. */
class CommandServer {
    @Bean
    CertificateAuthority certificateAuthority(
            @Value("${portal.ca.dir}") Path folder, InstantSource clock, SecureRandom random) {
        return CaStore.pkcs12(folder, CommandTest.CA_PASSWORD.toCharArray()).open(clock, random);
    }

    @Bean
    BatchSecrets batchSecrets(SecretKey secret, SecureRandom random) {
        return new BatchSecrets(secret.derive("bulk passwords"), secret.derive("bulk links"), random);
    }

    @Bean
    FoldedFleet fleet(StoredLog log) {
        return new FoldedFleet(log);
    }
}
