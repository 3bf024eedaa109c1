package org.deviceonboarding.portal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key service is a stub that speaks the documented API of AWS KMS: {@link KmsStub}. */
@DisplayName("A portal whose CA signs in a key service")
class CaInKeyServiceTest {
    private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final List<String> SETTINGS =
            List.of("aws.endpointUrlKms", "aws.accessKeyId", "aws.secretAccessKey");

    @TempDir
    private static Path data;

    private static KmsStub service;
    private static TestDatabase database;
    private static CertificateAuthority authority;
    private static Running portal;

    @BeforeAll
    static void start() throws Exception {
        char[] password = "for a test".toCharArray();
        Path made = data.resolve("made");
        authority = CaStore.pkcs12(made, password).open(InstantSource.system(), new SecureRandom());
        KeyStore store = KeyStore.getInstance(made.resolve("issuing.p12").toFile(), password);
        service = new KmsStub(ARN, (PrivateKey) store.getKey("issuing", password));
        System.setProperty("aws.endpointUrlKms", service.url());
        System.setProperty("aws.accessKeyId", "AKIAEXAMPLE");
        System.setProperty("aws.secretAccessKey", "a-secret-of-this-test");
        Files.createDirectories(data.resolve("ca"));
        Files.writeString(data.resolve("ca/chain.pem"), Pem.chain(authority.chain()));
        database = TestPostgres.empty();
        portal = Running.on(database, data, "--CA_PRIVATE_KEY_ID=" + ARN, "--portal.ca.probe-interval=200ms");
    }

    @AfterAll
    static void stop() throws IOException {
        portal.close();
        service.close();
        SETTINGS.forEach(System::clearProperty);
    }

    @Test
    void issuesAndSignsCrls() throws Exception {
        String id = portal.register("in the service").text("device_id");

        portal.crl().verify(authority.issuer().getPublicKey());
        assertThat(portal.post("/revoke/" + id, "{}").status()).isEqualTo(200);
        assertThat(portal.entries()).isNotEmpty();
        assertThat(data.resolve("ca/issuing.p12")).doesNotExist();
    }

    @Test
    void refusesToIssueAndStillRevokesWhileTheServiceDoesNotSign() throws Exception {
        String id = portal.register("before the loss").text("device_id");
        service.refuse();

        Running.Answer refused = portal.register("while it is gone");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("error")).isEqualTo("ca_unavailable");
        assertThat(refused.json().toString()).doesNotContain("AccessDenied", "a-secret-of-this-test");
        assertThat(portal.post("/revoke/" + id, "{}").status()).isEqualTo(200);
        Running.Answer health = portal.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("checks").path("certificate_authority").asString())
                .isEqualTo("degraded");
        assertThat(health.json().toString()).contains("not_signing_since");

        service.answer();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !portal.get("/health").json().toString().contains("not_signing_since"));
        portal.crl().verify(authority.issuer().getPublicKey()); // the one that the revocation waits for
        assertThat(portal.register("while it is gone").status()).isEqualTo(201);
    }
}
