package org.deviceonboarding.command.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the broker folder's {@code ca.crt}, {@code server.crt} and {@code server.key} fit for use: made when missing,
 * renewed before they expire or when another CA issued them.
 */
@Component
class BrokerCertificate {
    private static final Logger log = LoggerFactory.getLogger(BrokerCertificate.class);

    private final CertificateAuthority authority;
    private final BrokerCertificateProperties properties;
    private final IssuingProperties issuing;
    private final CommandGateway commands;
    private final SecureRandom random;
    private final InstantSource clock;

    BrokerCertificate(
            CertificateAuthority authority,
            BrokerCertificateProperties properties,
            IssuingProperties issuing,
            CommandGateway commands,
            SecureRandom random,
            InstantSource clock) {
        this.authority = authority;
        this.properties = properties;
        this.issuing = issuing;
        this.commands = commands;
        this.random = random;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "12h")
    void keep() {
        try {
            if (!fit()) {
                issue();
            }
        } catch (IOException e) {
            log.error("The broker's certificate could not be written to {}: {}", properties.folder(), e.toString());
        }
    }

    private boolean fit() throws IOException {
        Path certificate = properties.folder().resolve("server.crt");
        if (!Files.exists(certificate)
                || !Files.exists(properties.folder().resolve("server.key"))
                || !Files.exists(properties.folder().resolve("ca.crt"))) {
            return false;
        }
        try {
            X509Certificate held =
                    Pem.decodeChain(Files.readString(certificate)).getFirst();
            held.verify(authority.issuer().getPublicKey());
            return held.getNotAfter().toInstant().isAfter(clock.instant().plus(properties.renewBefore()));
        } catch (GeneralSecurityException e) {
            log.warn("The broker's certificate is made anew: {}", e.toString());
            return false;
        }
    }

    private void issue() throws IOException {
        KeyPair keys = KeyAlgorithm.RSA_2048.generate(random);
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (properties.host() != null && !properties.host().isBlank()) {
            names.add(properties.host());
        }
        X509Certificate certificate = authority.issueServer(
                properties.id(), List.copyOf(names), keys.getPublic(), properties.validity(), issuing.crl());
        commands.sendAndWait(new RecordBrokerCertificate(issued(certificate)));
        BrokerFiles files = new BrokerFiles(properties.folder());
        try (FileChannel _ = files.lock()) {
            files.write("server.key", Pem.privateKey(keys), BrokerFiles.OWNER_ONLY);
            files.write("server.crt", ascii(Pem.chain(List.of(certificate, authority.issuer()))), BrokerFiles.READABLE);
            files.write("ca.crt", ascii(Pem.chain(authority.chain())), BrokerFiles.READABLE);
        }
        log.info("The broker {} has a server certificate until {}", properties.id(), certificate.getNotAfter());
    }

    private static byte[] ascii(String pem) {
        return pem.getBytes(StandardCharsets.US_ASCII);
    }

    private BrokerCertificateIssued issued(X509Certificate certificate) {
        try {
            return new BrokerCertificateIssued(
                    properties.brokerId(),
                    SerialNumber.of(certificate.getSerialNumber()),
                    Sha256.of(certificate.getEncoded()),
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    Pem.certificate(certificate));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just signed has no DER form", e);
        }
    }
}
