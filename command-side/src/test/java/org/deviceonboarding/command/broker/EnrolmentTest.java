package org.deviceonboarding.command.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An enrolment")
class EnrolmentTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private final BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
    private final Canary canary = Canary.of(broker);

    @Autowired
    private EventStore log;

    @Test
    void findsTheCaOnRecordOnce() throws Exception {
        JsonNode established = payloads("AuthorityEstablished", "").getFirst();

        assertThat(payloads("AuthorityEstablished", "")).hasSize(1);
        assertThat(established.path("chain_pem").asString())
                .isEqualTo(nobody().get("/ca/chain.pem").text());
        assertThat(established.path("subject").asString())
                .isEqualTo(issuer().getSubjectX500Principal().getName());
    }

    @Test
    void givesABrokerItsCertificateAndItsCanaries() throws Exception {
        PublicKey server = newKey();
        PublicKey birds = newKey();

        present(server, birds, "broker.example", "10.1.2.3");
        awaitAnswers(1);

        X509Certificate certificate = newest("BrokerCertificateIssued", broker.value());
        certificate.verify(issuer().getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(server);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + broker);
        assertThat(certificate.getSubjectAlternativeNames())
                .<Object>extracting(name -> name.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "broker.example", "10.1.2.3");
        for (DeviceId bird : List.of(canary.resident(), canary.outcast())) {
            X509Certificate its = newest("CertificateIssued", bird.value());
            its.verify(issuer().getPublicKey());
            assertThat(its.getPublicKey()).isEqualTo(birds);
            assertThat(its.getSubjectX500Principal().getName()).isEqualTo("CN=" + bird);
            assertThat(payloads("DeviceRegistered", bird.value())
                            .getFirst()
                            .path("type")
                            .asString())
                    .isEqualTo(Canary.TYPE);
        }
        assertThat(payloads("CertificateRevoked", canary.resident().value())).isEmpty();
        assertThat(payloads("CertificateRevoked", canary.outcast().value()))
                .extracting(revoked -> new BigInteger(revoked.path("serial").asString(), 16))
                .containsExactly(
                        newest("CertificateIssued", canary.outcast().value()).getSerialNumber());
    }

    @Test
    void happensOnceForEachKey() throws Exception {
        PublicKey server = newKey();
        PublicKey birds = newKey();

        present(server, birds);
        present(server, birds);
        awaitAnswers(1);
        present(server, birds);
        present(newKey(), newKey());
        awaitAnswers(2);

        assertThat(payloads("BrokerCertificateIssued", broker.value())).hasSize(2);
        for (DeviceId bird : List.of(canary.resident(), canary.outcast())) {
            assertThat(payloads("DeviceRegistered", bird.value())).hasSize(1);
            assertThat(payloads("CertificateIssued", bird.value())).hasSize(2);
        }
        assertThat(payloads("CertificateRevoked", canary.resident().value()))
                .extracting(revoked -> revoked.path("reason").asString())
                .containsExactly("superseded");
        assertThat(payloads("CertificateRevoked", canary.outcast().value())).hasSize(2);
    }

    @Test
    void isNotHeldUpByOneThatMakesNoSense() throws Exception {
        append(new BrokerKeysPresented(broker, List.of(), "no key", "no key"));
        present(newKey(), newKey(), "not a host");
        append(new BrokerKeysPresented(broker, List.of(), pem(weakKey()), pem(newKey())));
        PublicKey good = newKey();

        present(good, newKey());
        awaitAnswers(1);

        assertThat(newest("BrokerCertificateIssued", broker.value()).getPublicKey())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "renew", "reissue", "suspend", "resume", "decommission"})
    void givesDevicesThatOperatorsCannotTouch(String step) throws Exception {
        present(newKey(), newKey());
        awaitAnswers(1);
        for (DeviceId bird : List.of(canary.resident(), canary.outcast())) {
            long before = events(bird.value());

            Answer answer = operator().post("/" + step + "/" + bird).isProblem(409, "conflict");

            assertThat(answer.field("detail")).isEqualTo("The device belongs to the portal");
            assertThat(events(bird.value())).isEqualTo(before);
        }
    }

    @Test
    void leavesEveryNameToOperators() throws Exception {
        present(newKey(), newKey());
        awaitAnswers(1);
        String name = payloads("DeviceRegistered", canary.resident().value())
                .getFirst()
                .path("name")
                .asString();

        assertThat(name).isEqualTo("canary resident of " + broker);
        operator().register(name);
    }

    private void present(PublicKey server, PublicKey birds, String... hosts) {
        append(new BrokerKeysPresented(broker, List.of(hosts), pem(server), pem(birds)));
    }

    private void append(BrokerKeysPresented event) {
        log.publish(GenericEventMessage.asEventMessage(event));
    }

    private void awaitAnswers(int count) {
        // The outcast's certificates are the last that an answer holds.
        await().atMost(GENEROUS)
                .until(() ->
                        payloads("CertificateIssued", canary.outcast().value()).size() == count);
    }

    /** Of events of that kind which a broker or device, or anyone, had. */
    private List<JsonNode> payloads(String type, String of) {
        List<JsonNode> payloads = new ArrayList<>();
        jdbc.sql("""
                        select payload from domain_event_entry
                        where payload_type = :type and :id in ('', aggregate_identifier) order by global_index
                        """)
                .param("type", type)
                .param("id", of)
                .query(String.class)
                .list()
                .forEach(payload -> payloads.add(JsonMapper.shared().readTree(payload)));
        return payloads;
    }

    private X509Certificate newest(String type, String of) throws Exception {
        return JdkCertificates.one(
                payloads(type, of).getLast().path("certificate_pem").asString());
    }

    private long events(String of) {
        return jdbc.sql("select count(*) from domain_event_entry where aggregate_identifier = :id")
                .param("id", of)
                .query(Long.class)
                .single();
    }

    private X509Certificate issuer() throws Exception {
        return JdkCertificates.one(nobody().get("/ca/chain.pem").text());
    }

    private static PublicKey newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair().getPublic();
    }

    private static PublicKey weakKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        return generator.generateKeyPair().getPublic();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
