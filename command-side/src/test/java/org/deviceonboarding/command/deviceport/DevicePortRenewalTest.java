package org.deviceonboarding.command.deviceport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.fleet.CertificateModel;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With the TLS of curl and OpenSSL. */
@DisplayName("A device that renews itself")
class DevicePortRenewalTest extends CommandTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    @Autowired
    private DevicePortServer server;

    @Value("${portal.ca.dir}")
    private Path ca;

    @Value("${portal.device-port.key-store}")
    private Path keyStore;

    private int port;
    private CurlDevice device;

    @BeforeEach
    void register() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> server.port() > 0);
        port = server.port();
        Files.writeString(folder.resolve("ca.crt"), nobody().get("/ca.crt").text());
        device = registered("device");
    }

    private CurlDevice registered(String name) throws Exception {
        String csr = new CurlDevice(folder, "any").csr(name).replace("\n", "\\n");
        Answer registered =
                operator().postJson("/register", """
                        {"name": "%s", "type": "pump", "csr": "%s", "validity_days": 90}""".formatted(newName(), csr)).is(201);
        CurlDevice made = new CurlDevice(folder, registered.field("device_id"));
        made.keep(name, registered.field("certificate_pem"));
        return made;
    }

    @Test
    void renewsItselfWithTheCertificateItHas() throws Exception {
        CurlDevice.Got got = device.renew(port, device.id(), "device", device.csr("next"));

        assertThat(got.status()).as(got.text()).isEqualTo(201);
        JsonNode answer = JSON.readTree(got.text());
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder(
                        "device_id",
                        "certificate_serial",
                        "certificate_fingerprint",
                        "certificate_expires_at",
                        "certificate_pem",
                        "chain_pem",
                        "position");
        X509Certificate next =
                JdkCertificates.one(answer.path("certificate_pem").asString());
        List<X509Certificate> chain =
                JdkCertificates.all(answer.path("chain_pem").asString());
        JdkCertificates.verify(next, chain.getFirst(), chain.getLast());
        assertThat(Duration.between(
                        next.getNotBefore().toInstant(), next.getNotAfter().toInstant()))
                .as("its lifetime is the old one's")
                .isEqualTo(Duration.ofDays(90).minusSeconds(1));
        CertificateModel recorded = certificate(device.id());
        assertThat(recorded.serial().shown())
                .isEqualTo(answer.path("certificate_serial").asString());
        assertThat(recorded.keyHeldBy()).isEqualTo(KeyHolder.DEVICE);
        device.keep("next", answer.path("certificate_pem").asString());
        assertThat(device.renew(port, device.id(), "next", device.csr("third")).status())
                .as("with the new one")
                .isEqualTo(201);
    }

    @Test
    void isInTheLogAsTheOneWhoAsked() throws Exception {
        device.renew(port, device.id(), "device", device.csr("next"));

        Logged issued = last();
        assertThat(issued.type()).isEqualTo("CertificateIssued");
        assertThat(issued.actor("actor")).isEqualTo(device.id());
        assertThat(issued.actor("auth")).isEqualTo("client_certificate");
        assertThat(issued.actor("certificate_serial"))
                .isEqualTo(JdkCertificates.one(Files.readString(folder.resolve("device.crt")))
                        .getSerialNumber()
                        .toString(16));
    }

    @Test
    void isSeenAtItsOwnAddressWhateverItForwards() throws Exception {
        Path body = Files.writeString(
                folder.resolve("forged.json"),
                "{\"csr\": \"" + device.csr("next").replace("\n", "\\n") + "\"}");

        CurlDevice.Got got = device.call(
                port,
                "/renew/" + device.id(),
                "device",
                "-H",
                "Content-Type: application/json",
                "-H",
                "X-Forwarded-For: 198.51.100.66",
                "-H",
                "Forwarded: for=198.51.100.66",
                "--data-binary",
                "@" + body);

        assertThat(got.status()).as(got.text()).isEqualTo(201);
        assertThat(last().actor("address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void getsTheSameCertificateIfItMissedTheAnswer() throws Exception {
        String csr = device.csr("next");

        CurlDevice.Got first = device.renew(port, device.id(), "device", csr);
        CurlDevice.Got second = device.renew(port, device.id(), "device", csr);

        assertThat(second).isEqualTo(first);
        assertThat(first.status()).isEqualTo(201);
    }

    @Test
    void hasToWaitAfterTooManyWithinADay() throws Exception {
        for (int i = 1; i < 5; i++) {
            assertThat(device.renew(port, device.id(), "device", device.csr("n" + i))
                            .status())
                    .isEqualTo(201);
        }
        CurlDevice.Got got = device.renew(port, device.id(), "device", device.csr("n5"));

        assertThat(got.status()).isEqualTo(429);
        assertThat(JSON.readTree(got.text()).path("error").asString()).isEqualTo("rate_limited");
    }

    @Test
    void isNotLetInWithoutACertificateOfOurs() throws Exception {
        String csr = device.csr("next");
        device.sign("foreign");
        long before = issued();

        assertThat(device.renew(port, device.id(), "", csr).status()).isZero();
        assertThat(device.renew(port, device.id(), "foreign", csr).status()).isZero();
        assertThat(device.call(port, "/ca.crt", "").status()).isZero();
        assertThat(issued()).isEqualTo(before);
    }

    @Test
    void isNotLetInWithACertificateThatIsOver() throws Exception {
        KeyPair key = KeyAlgorithm.EC_P256.generate(new SecureRandom());
        X509Certificate old = CaStore.pkcs12(ca, CA_PASSWORD.toCharArray())
                .open(() -> Instant.now().minus(Duration.ofDays(2)), new SecureRandom())
                .issueDevice(
                        device.id(),
                        key.getPublic(),
                        new DeviceProfile(Duration.ofDays(1), URI.create("http://portal.example/crl")));
        device.keep("old", Pem.certificate(old));
        Files.write(folder.resolve("old.key"), Pem.privateKey(key));

        assertThat(device.renew(port, device.id(), "old", device.csr("next")).status())
                .isZero();
    }

    @Test
    void isNoOtherDevice() throws Exception {
        CurlDevice other = registered("other");

        refused(device.renew(port, device.id(), "other", device.csr("next")));

        Logged refusal = last();
        assertThat(refusal.type()).isEqualTo("CommandRefused");
        assertThat(refusal.actor("actor")).isEqualTo(other.id());
    }

    @Test
    void isRefusedOnceItIsRevokedOrSuspended() throws Exception {
        CurlDevice other = registered("other");
        operator().post("/revoke/" + device.id()).is(200);
        operator().post("/suspend/" + other.id()).is(200);

        refused(device.renew(port, device.id(), "device", device.csr("next")));
        refused(device.renew(port, other.id(), "other", device.csr("next")));

        assertThat(last().payload().path("code").asString()).isEqualTo("forbidden");
    }

    @Test
    void getsNoCertificateForTheKeyOfAnotherAndIsNotToldWhoseItIs() throws Exception {
        String csr = device.csr("shared");
        Answer other = operator()
                .postJson("/register", """
                        {"name": "%s", "type": "pump", "csr": "%s"}""".formatted(newName(), csr.replace("\n", "\\n")))
                .is(201);

        CurlDevice.Got got = device.renew(port, device.id(), "device", csr);

        assertThat(got.status()).as(got.text()).isEqualTo(409);
        assertThat(JSON.readTree(got.text()).path("error").asString()).isEqualTo("key_in_use");
        assertThat(got.text()).doesNotContain(other.field("device_id"), "device_id");

        operator()
                .postJson("/revoke/" + other.field("device_id"), "{\"reason\": \"key_compromise\"}")
                .is(200);
        got = device.renew(port, device.id(), "device", csr);
        assertThat(got.status()).as(got.text()).isEqualTo(409);
        assertThat(JSON.readTree(got.text()).path("error").asString()).isEqualTo("key_compromised");
        assertThat(last().payload().path("code").asString()).isEqualTo("key_compromised");
    }

    @Test
    void needsACsrAndMaySayNoMore() throws Exception {
        String path = "/renew/" + device.id();
        String json = "Content-Type: application/json";

        assertThat(device.call(port, path, "device", "-H", json, "-d", "{}").text())
                .contains("validation_error");
        assertThat(device.call(port, path, "device", "-H", json, "-d", "{\"csr\":\"x\"}")
                        .text())
                .contains("invalid_csr");
        assertThat(device.call(port, path, "device", "-H", json, "-d", "{\"csr\":\"x\",\"validity_days\":3650}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void meansNothingAtTheOtherPort() {
        nobody().postJson("/renew/" + device.id(), "{}").isProblem(401, "unauthorized");
    }

    @Test
    void findsAServerWithAKeyOfItsOwnThatIsOnRecord() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyStore)))
                .isEqualTo("rw-------");
        assertThat(jdbc.sql("select count(*) from domain_event_entry where payload_type = 'ServerCertificateIssued'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private static void refused(CurlDevice.Got got) {
        assertThat(got.status()).as(got.text()).isEqualTo(403);
        assertThat(JSON.readTree(got.text()).path("error").asString()).isEqualTo("forbidden");
    }

    /** An event of the device, or a refusal that concerns it. */
    private record Logged(String type, JsonNode payload, JsonNode metadata) {
        String actor(String fact) {
            return metadata.path(fact).asString();
        }
    }

    private Logged last() {
        return jdbc.sql("""
                        select payload_type, payload, meta_data from domain_event_entry
                        where aggregate_identifier = :id
                           or payload_type = 'CommandRefused' and payload::jsonb ->> 'device_id' = :id
                        order by global_index desc limit 1
                        """)
                .param("id", device.id())
                .query((row, _) ->
                        new Logged(row.getString(1), JSON.readTree(row.getString(2)), JSON.readTree(row.getString(3))))
                .single();
    }

    private long issued() {
        return jdbc.sql("select count(*) from domain_event_entry"
                        + " where payload_type = 'CertificateIssued' and aggregate_identifier = :id")
                .param("id", device.id())
                .query(Long.class)
                .single();
    }
}
