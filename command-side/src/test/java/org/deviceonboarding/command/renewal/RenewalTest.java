package org.deviceonboarding.command.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.cert.X509Certificate;
import java.util.List;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A renewal")
class RenewalTest extends CommandTest {
    private static final String EC = "{\"key_algorithm\": \"ec-p256\"}";

    @Autowired
    private MeterRegistry metrics;

    @Test
    void answersLikeARegistration() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");

        Answer renewed = operator().post("/renew/" + id);

        assertThat(renewed.is(201).json().propertyNames())
                .containsExactlyElementsOf(registered.json().propertyNames());
        assertThat(renewed.header("Location")).isEqualTo("/device/" + id);
        assertThat(renewed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(renewed.field("device_id")).isEqualTo(id);
        assertThat(renewed.field("certificate_serial")).isNotEqualTo(registered.field("certificate_serial"));
        assertThat(renewed.field("credentials_password")).isNotEqualTo(registered.field("credentials_password"));
        List<X509Certificate> chain =
                JdkCertificates.all(nobody().get("/ca/chain.pem").text());
        JdkCertificates.verify(
                JdkCertificates.one(renewed.field("certificate_pem")), chain.getFirst(), chain.getLast());
    }

    @Test
    void leavesTheOldCertificateAlone() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");

        Answer renewed = operator().postJson("/renew/" + id, EC).is(201);

        assertThat(device(id).status()).isEqualTo(DeviceStatus.ACTIVE);
        assertThat(certificate(id).serial()).isEqualTo(serial(renewed));
        assertThat(device(id).live()).containsExactlyInAnyOrder(serial(registered), serial(renewed));
        CredentialsZip.fetch(nobody(), registered);
        CredentialsZip.fetch(nobody(), renewed);
    }

    @Test
    void revokesTheOldCertificateIfAskedTo() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");

        Answer renewed = operator()
                .postJson("/renew/" + id, "{\"key_algorithm\": \"ed25519\", \"revoke_previous\": true}")
                .is(201);

        assertThat(device(id).live()).doesNotContain(serial(registered)).contains(serial(renewed));
        assertThat(device(id).status()).isEqualTo(DeviceStatus.ACTIVE);
        assertThat(certificate(id).revokedAt()).isNull();
    }

    @Test
    void doesNotDeliverACertificateItHasRevoked() throws Exception {
        Answer registered = operator().register(newName());

        Answer renewed = operator()
                .postJson(
                        "/renew/" + registered.field("device_id"),
                        "{\"key_algorithm\": \"ec-p256\", \"revoke_previous\": true}")
                .is(201);

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        assertThat(CredentialsZip.fetch(nobody(), renewed).files()).containsKey("device.key");
    }

    @Test
    void givesARevokedDeviceItsAccessBackIfThatIsAskedFor() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");
        operator().post("/revoke/" + id).is(200);

        assertThat(operator()
                        .postJson("/renew/" + id, EC)
                        .isProblem(409, "conflict")
                        .field("detail"))
                .contains("POST /reissue/{id}");
        Answer reissued = operator().postJson("/reissue/" + id, EC).is(201);
        operator().postJson("/reissue/" + id, EC).isProblem(409, "conflict");

        assertThat(reissued.json().propertyNames())
                .containsExactlyElementsOf(registered.json().propertyNames());
        assertThat(device(id).status()).isEqualTo(DeviceStatus.ACTIVE);
        assertThat(device(id).live()).containsExactly(serial(reissued));
        assertThat(certificate(id).serial()).isEqualTo(serial(reissued));
        assertThat(jdbc.sql(
                                "select payload::jsonb ->> 'reason' from domain_event_entry where aggregate_identifier = :id"
                                        + " and payload_type = 'CertificateIssued' order by sequence_number")
                        .param("id", id)
                        .query(String.class)
                        .list())
                .containsExactly("registration", "reissue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048", "rsa-3072", "ec-p256", "ed25519"})
    void takesTheDevicesOwnKey(String algorithm) throws Exception {
        String id = operator().register(newName()).field("device_id");
        String csr = OpenSsl.csr(algorithm).replace("\n", "\\n");

        Answer renewed = operator()
                .postJson("/renew/" + id, "{\"csr\": \"%s\", \"key_algorithm\": \"%s\"}".formatted(csr, algorithm))
                .is(201);

        assertThat(certificate(id).keyAlgorithm()).isEqualTo(algorithm);
        assertThat(CredentialsZip.fetch(nobody(), renewed).files()).doesNotContainKey("device.key");
    }

    @Test
    void makesNoKeyForADeviceThatMayHaveNone() {
        String suspended = operator().register(newName()).field("device_id");
        operator().post("/suspend/" + suspended).is(200);
        String gone = operator().register(newName()).field("device_id");
        operator().post("/decommission/" + gone).is(200);
        long signed = issuances();

        operator().post("/renew/" + suspended).isProblem(409, "conflict");
        operator().post("/renew/" + gone).isProblem(409, "conflict");

        assertThat(issuances()).isEqualTo(signed);
    }

    private long issuances() {
        return metrics.get("certificate.issuance").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static SerialNumber serial(Answer issued) {
        return SerialNumber.parse(issued.field("certificate_serial"));
    }
}
