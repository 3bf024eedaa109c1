package org.deviceonboarding.command.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A registration")
class RegistrationTest extends CommandTest {
    @Test
    void answersWithAllTheOperatorNeeds() throws Exception {
        Instant now = Instant.now();
        Answer answer = operator().postJson("/register", "{\"name\": \"%s\", \"type\": \"pump\"}".formatted(newName()));

        assertThat(answer.is(201).json().propertyNames())
                .containsExactly(
                        "device_id",
                        "certificate_serial",
                        "certificate_fingerprint",
                        "certificate_expires_at",
                        "certificate_pem",
                        "credentials_link",
                        "credentials_password",
                        "credentials_expires_at",
                        "position");
        assertThat(answer.header("Location")).isEqualTo("/device/" + answer.field("device_id"));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.field("credentials_link")).matches(PUBLIC_URL + "/credentials/[A-Za-z0-9_-]{43}");
        assertThat(answer.field("credentials_password")).matches("[A-Za-z2-9]{24}");
        assertThat(Instant.parse(answer.field("credentials_expires_at")))
                .isCloseTo(now.plusSeconds(30 * 60), within(2, ChronoUnit.MINUTES));

        X509Certificate certificate = JdkCertificates.one(answer.field("certificate_pem"));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + answer.field("device_id"));
        assertThat(answer.field("certificate_serial")).isEqualTo(OpenSsl.serial(answer.field("certificate_pem")));
        assertThat(Sha256.of(certificate.getEncoded()).hex()).isEqualTo(answer.field("certificate_fingerprint"));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(answer.field("certificate_expires_at"));
        assertThat(certificate.getNotAfter().toInstant())
                .isCloseTo(now.plus(365, ChronoUnit.DAYS), within(1, ChronoUnit.HOURS));
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void isVouchedForByTheChainEverybodyCanGet() throws Exception {
        Answer registered = operator().register(newName());
        List<X509Certificate> chain =
                JdkCertificates.all(nobody().get("/ca/chain.pem").is(200).text());
        X509Certificate root =
                JdkCertificates.one(nobody().get("/ca.crt").is(200).text());

        assertThat(chain).hasSize(2).last().isEqualTo(root);
        JdkCertificates.verify(JdkCertificates.one(registered.field("certificate_pem")), chain.getFirst(), root);
    }

    @Test
    void mayBeAsLongAsTheContractAllows() {
        String name = (newName() + "n".repeat(128)).substring(0, 128);
        String labels = IntStream.range(0, 32)
                .mapToObj(i -> "\"%s%02d\": \"%s\"".formatted("k".repeat(61), i, "\u00e4".repeat(128)))
                .collect(Collectors.joining(", ", "{", "}"));

        Answer registered = operator().postJson("/register", """
                {"name": "%s", "type": "%s", "location": "%s", "firmware": "%s", "labels": %s, "key_algorithm": "ed25519",
                 "validity_days": 3650}
                """.formatted(
                        name, "t".repeat(64), "\u00e4".repeat(128), "9".repeat(64), labels));

        assertThat(device(registered.is(201).field("device_id")).details().labels())
                .hasSize(32);
    }

    @Test
    void refusesANameThatIsTakenAndSaysByWhom() {
        String name = newName();
        String holder = operator().register(name).field("device_id");
        WrittenRows before = written();

        Answer second = operator().postJson("/register", "{\"name\": \"%s\", \"type\": \"fan\"}".formatted(name));

        second.isProblem(409, "duplicate_name");
        assertThat(second.field("device_id")).isEqualTo(holder);
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void refusesTheTypeOfThePortalsOwnDevices() {
        WrittenRows before = written();

        operator()
                .postJson("/register", "{\"name\": \"%s\", \"type\": \"portal-canary\"}".formatted(newName()))
                .isInvalid("type");

        assertThat(written()).isEqualTo(before);
        operator().postJson("/register", """
                {"name": "%s", "type": "portal-canary-2", "key_algorithm": "ed25519"}""".formatted(newName())).is(201);
    }

    @Test
    void keepsItsNameAfterRevocation() {
        String name = newName();
        String id = operator().register(name).field("device_id");
        operator().post("/revoke/" + id).is(200);

        operator()
                .postJson("/register", "{\"name\": \"%s\", \"type\": \"fan\"}".formatted(name))
                .isProblem(409, "duplicate_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048", "rsa-3072", "ec-p256", "ed25519"})
    void takesTheDevicesOwnKey(String algorithm) throws Exception {
        String csr = OpenSsl.csr(algorithm);
        Answer registered = operator().postJson("/register", """
                {"name": "%s", "type": "pump", "csr": "%s"}""".formatted(newName(), csr.replace("\n", "\\n")));

        X509Certificate certificate = JdkCertificates.one(registered.is(201).field("certificate_pem"));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + registered.field("device_id"));
        assertThat(certificate(registered.field("device_id")).keyAlgorithm()).isEqualTo(algorithm);
        assertThat(CredentialsZip.fetch(nobody(), registered).files().keySet())
                .containsExactlyInAnyOrder("device.crt", "ca.crt", "mqtt.json", "README.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-1024", "ec-p384"})
    void refusesAKeyThatIsTooWeakOrUnknown(String algorithm) throws Exception {
        WrittenRows before = written();
        String csr = OpenSsl.csr(algorithm).replace("\n", "\\n");

        operator()
                .postJson("/register", "{\"name\": \"%s\", \"type\": \"a\", \"csr\": \"%s\"}".formatted(newName(), csr))
                .isProblem(400, "invalid_csr");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void refusesARequestWhoseSignatureOrAlgorithmIsNotWhatItSays() throws Exception {
        WrittenRows before = written();
        String csr = OpenSsl.csr("ec-p256");
        String last = csr.strip().lines().toList().get((int) csr.strip().lines().count() - 2);
        String flipped = csr.replace(last, (last.charAt(0) == 'A' ? 'B' : 'A') + last.substring(1));
        String register = "{\"name\": \"%s\", \"type\": \"a\", \"csr\": \"%s\"%s}";

        operator()
                .postJson("/register", register.formatted(newName(), flipped.replace("\n", "\\n"), ""))
                .isProblem(400, "invalid_csr");
        operator()
                .postJson(
                        "/register",
                        register.formatted(newName(), csr.replace("\n", "\\n"), ", \"key_algorithm\": \"ed25519\""))
                .isProblem(400, "invalid_csr");
        assertThat(written()).isEqualTo(before);
    }
}
