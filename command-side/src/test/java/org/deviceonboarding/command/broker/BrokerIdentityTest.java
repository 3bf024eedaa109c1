package org.deviceonboarding.command.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.InvalidCertificateRequest;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A broker")
class BrokerIdentityTest {
    private static final BrokerId BROKER = new BrokerId("plant-3");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final IssuingProperties ISSUING =
            new IssuingProperties(365, 30, 0, URI.create("https://portal.example"), "localhost", 8883);

    private static CertificateAuthority authority;

    private final AggregateTestFixture<BrokerIdentity> broker = new AggregateTestFixture<>(BrokerIdentity.class);

    @BeforeAll
    static void open(@TempDir Path folder) {
        authority = CaStore.pkcs12(folder, "secret".toCharArray())
                .open(() -> Instant.parse("2026-11-01T00:00:00Z"), RANDOM);
    }

    @Test
    void hasOneCertificateForEachKey() throws Exception {
        PublicKey key = key(KeyAlgorithm.EC_P256);
        BrokerCertificateIssued issued = certificate(presented(List.of(), key, key));
        BrokerCertificateIssued again = certificate(presented(List.of(), key, key));
        PublicKey other = key(KeyAlgorithm.EC_P256);
        BrokerCertificateIssued forOther = certificate(presented(List.of(), other, other));
        assertThat(again).isNotEqualTo(issued);

        broker.givenNoPriorActivity().when(new RecordBrokerCertificate(issued)).expectEvents(issued);
        broker.given(issued)
                .when(new RecordBrokerCertificate(again))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        broker.given(issued).when(new RecordBrokerCertificate(forOther)).expectEvents(forOther);
        broker.given(issued, forOther)
                .when(new RecordBrokerCertificate(again))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "RSA_3072", "EC_P256"})
    void getsCertificatesForTheKeysItPresents(KeyAlgorithm algorithm) throws Exception {
        PublicKey server = key(algorithm);
        PublicKey canary = key(algorithm);

        List<Command> answers = certificates()
                .answer(presented(List.of("broker.example", "localhost", "10.1.2.3", "fd00::7"), server, canary));

        X509Certificate certificate = Pem.decodeCertificate(
                ((RecordBrokerCertificate) answers.getFirst()).issued().certificatePem());
        certificate.verify(authority.issuer().getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(server);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=plant-3");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSubjectAlternativeNames())
                .<Object>extracting(name -> name.get(1))
                .containsExactly(
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1",
                        "broker.example",
                        "10.1.2.3",
                        "fd00:0:0:0:0:0:0:7");
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(397).minusSeconds(1));
        assertCanary(answers.get(1), Canary.of(BROKER).resident().value(), "canary resident of plant-3", false, canary);
        assertCanary(answers.get(2), Canary.of(BROKER).outcast().value(), "canary outcast of plant-3", true, canary);
        assertThat(answers).hasSize(3);
    }

    private static void assertCanary(Command answer, String id, String name, boolean outcast, PublicKey key)
            throws Exception {
        DeviceCommand.IssueCanary command = (DeviceCommand.IssueCanary) ((CommandEnvelope) answer).command();
        X509Certificate certificate =
                Pem.decodeCertificate(command.certificate().pem());
        assertThat(command.deviceId().value()).isEqualTo(id);
        assertThat(command.details().name()).isEqualTo(name);
        assertThat(command.details().type()).isEqualTo(Canary.TYPE);
        assertThat(command.outcast()).isEqualTo(outcast);
        assertThat(certificate.getPublicKey()).isEqualTo(key);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + id);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void getsNoneForKeysThatItCannotUse() {
        PublicKey good = key(KeyAlgorithm.EC_P256);
        PublicKey ed25519 = key(KeyAlgorithm.ED25519);
        assertThatThrownBy(() -> certificates().answer(presented(List.of(), ed25519, good)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> certificates().answer(presented(List.of(), good, ed25519)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> certificates().answer(new BrokerKeysPresented(BROKER, List.of(), pem(good), "none")))
                .isInstanceOf(InvalidCertificateRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "http://broker", "10.1.2.300", "-a", "a\nb", "broker.example:8883", "*"})
    void getsNoneForAHostThatIsNone(String host) {
        PublicKey key = key(KeyAlgorithm.EC_P256);

        assertThatThrownBy(() -> certificates().answer(presented(List.of(host), key, key)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void getsNoneForMoreHostsThanACertificateHolds() {
        PublicKey key = key(KeyAlgorithm.EC_P256);
        List<String> hosts = IntStream.range(0, 98).mapToObj(n -> "host" + n).toList();

        assertThatThrownBy(() -> certificates().answer(presented(hosts, key, key)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BrokerCertificates certificates() {
        return new BrokerCertificates(authority, ISSUING, mock(KeyClaims.class));
    }

    private static BrokerCertificateIssued certificate(BrokerKeysPresented presented) throws Exception {
        return ((RecordBrokerCertificate) certificates().answer(presented).getFirst()).issued();
    }

    private static BrokerKeysPresented presented(List<String> hosts, PublicKey server, PublicKey canary) {
        return new BrokerKeysPresented(BROKER, hosts, pem(server), pem(canary));
    }

    private static PublicKey key(KeyAlgorithm algorithm) {
        return algorithm.generate(RANDOM).getPublic();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
