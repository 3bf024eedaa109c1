package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A revocation")
class RevocationTest extends PortalTest {
    /** What the clients of the portal before this one read. */
    @Test
    void worksForClientsThatSendNothingAtAll() {
        Answer registered = operator().register(newName());
        for (String field :
                new String[] {"device_id", "certificate_fingerprint", "certificate_expires_at", "credentials_link"}) {
            assertThat(registered.field(field)).isNotEmpty();
        }

        Answer revoked = operator().post("/revoke/" + registered.field("device_id"));

        assertThat(revoked.is(200).json().propertyNames()).containsExactly("status", "device_id", "position");
        assertThat(revoked.field("status")).isEqualTo("revoked");
        assertThat(revoked.field("device_id")).isEqualTo(registered.field("device_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"reason\": null, \"comment\": null}", "{\"comment\": \"\"}"})
    void needsNoReason(String body) {
        String id = operator().register(newName()).field("device_id");

        operator().postJson("/revoke/" + id, body).is(200);

        assertThat(certificate(id).path("revocation_reason").asString()).isEqualTo("unspecified");
    }

    @Test
    void toleratesAnEmptyBodyInChunks() {
        String id = operator().register(newName()).field("device_id");

        operator()
                .send("POST", "/revoke/" + id, BodyPublishers.ofInputStream(java.io.InputStream::nullInputStream))
                .is(200);
    }

    @ParameterizedTest
    @CsvSource({
        "unspecified, 0",
        "key_compromise, 1",
        "affiliation_changed, 3",
        "superseded, 4",
        "cessation_of_operation, 5",
        "privilege_withdrawn, 9",
    })
    void isOnTheCrlWithItsReason(String reason, int code) throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");
        Answer revoked = operator()
                .postJson(
                        "/revoke/" + id,
                        "{\"reason\": \"%s\", \"comment\": \"%s\"}".formatted(reason, "c".repeat(500)));

        String minPosition =
                "?min_position=" + revoked.is(200).json().path("position").asLong();
        Answer der = nobody().get("/crl" + minPosition).is(200);
        Answer pem = nobody().get("/crl.pem" + minPosition).is(200);
        X509CRL crl = JdkCertificates.crl(der.body());
        crl.verify(JdkCertificates.one(nobody().get("/ca/chain.pem").text()).getPublicKey());
        X509CRLEntry entry = crl.getRevokedCertificate(new BigInteger(registered.field("certificate_serial"), 16));

        assertThat(entry).isNotNull();
        assertThat(entry.getRevocationReason() == null ? 0 : reasonCode(entry)).isEqualTo(code);
        assertThat(JdkCertificates.crl(pem.body()).getRevokedCertificate(entry.getSerialNumber()))
                .isEqualTo(entry);
        assertThat(der.header("Content-Type")).isEqualTo("application/pkix-crl");
        assertThat(der.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(certificate(id).path("revocation_reason").asString()).isEqualTo(reason);
    }

    @SuppressWarnings("EnumOrdinal") // CRLReason's ordinals are the codes of RFC 5280
    private static int reasonCode(X509CRLEntry entry) {
        return entry.getRevocationReason().ordinal();
    }

    @Test
    void happensOnceHoweverOftenItIsAskedFor() {
        String id = operator().register(newName()).field("device_id");
        Answer first = operator()
                .postJson("/revoke/" + id, "{\"reason\": \"key_compromise\"}")
                .is(200);
        WrittenRows before = written();

        Answer second = operator().post("/revoke/" + id).is(200);
        Answer third = admin().postJson("/revoke/" + id, "{\"reason\": \"superseded\"}")
                .is(200);

        assertThat(second.text()).isEqualTo(first.text()).isEqualTo(third.text());
        assertThat(written()).isEqualTo(before);
        assertThat(certificate(id).path("revocation_reason").asString()).isEqualTo("key_compromise");
    }

    @Test
    void takesTheDevicesTopicsAway() {
        String id = operator().register(newName()).field("device_id");
        Answer revoked = operator().post("/revoke/" + id).is(200);

        JsonNode device = operator().get("/device/" + id).is(200).json();

        assertThat(device.path("status").asString()).isEqualTo("revoked");
        assertThat(device.path("topics").size()).isZero();
        assertThat(device.path("certificate").path("revoked").asBoolean()).isTrue();
        assertThat(device.path("certificate").path("revoked_at").asString()).endsWith("Z");
        assertThat(device.path("position").asLong())
                .isEqualTo(revoked.json().path("position").asLong());
    }

    private JsonNode certificate(String id) {
        return operator().get("/device/" + id).is(200).json().path("certificate");
    }
}
