package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.command.deviceport.DevicePortServer;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With the TLS of curl and OpenSSL, and what the other sides have to do with the port. */
@DisplayName("A device at its port")
class DevicePortTest extends PortalTest {
    @TempDir
    private Path folder;

    @Autowired
    private DevicePortServer server;

    private int port;
    private CurlDevice device;

    @BeforeEach
    void register() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> server.port() > 0);
        port = server.port();
        Files.writeString(folder.resolve("ca.crt"), nobody().get("/ca.crt").text());
        String csr = new CurlDevice(folder, "any").csr("device").replace("\n", "\\n");
        Answer registered =
                operator().postJson("/register", """
                        {"name": "%s", "type": "pump", "csr": "%s"}""".formatted(newName(), csr)).is(201);
        device = new CurlDevice(folder, registered.field("device_id"));
        device.keep("device", registered.field("certificate_pem"));
    }

    /** A stolen key enrols a device, and the device renews itself: both certificates have to go. */
    @Test
    void isOfTheBlastRadiusOfWhoeverEnrolledItWithAllItRenewed() throws Exception {
        String actor =
                jdbc.sql("""
                        select meta_data::jsonb ->> 'actor' from domain_event_entry
                        where aggregate_identifier = :device and sequence_number = 0
                        """).param("device", device.id()).query(String.class).single();
        Instant enrolled = Instant.now();
        String next = JsonMapper.shared()
                .readTree(device.renew(port, device.id(), "device", device.csr("next"))
                        .text())
                .path("certificate_serial")
                .asString();

        JsonNode touched = auditor()
                .get("/audit/blast-radius?from=2000-01-01T00:00:00Z&to=%s&actor=%s".formatted(enrolled, actor))
                .is(200)
                .json()
                .path("devices")
                .path(0);

        assertThat(touched.path("device_id").asString()).isEqualTo(device.id());
        assertThat(touched.path("live_serials").valueStream().map(JsonNode::asString))
                .hasSize(2)
                .contains(next);
        assertThat(touched.path("certificates")
                        .valueStream()
                        .filter(certificate ->
                                certificate.path("serial").asString().equals(next))
                        .map(certificate -> certificate.path("reasons").toString()))
                .containsExactly("[\"renewed_from_exposed\"]");
    }

    @Test
    void getsNothingElseThereWhateverElseItHas() throws Exception {
        String key = "Authorization: Bearer " + admin().key();

        assertThat(device.call(port, "/ca.crt", "device").status()).isEqualTo(200);
        assertThat(device.call(port, "/crl", "device", "-o", "/dev/null").status())
                .isEqualTo(200);
        for (String path :
                List.of("/device/" + device.id(), "/devices", "/health", "/metrics", "/audit/checkpoint", "/")) {
            refused(device.call(port, path, "device", "-H", key));
        }
        refused(device.call(port, "/revoke/" + device.id(), "device", "-H", key, "-X", "POST"));
        assertThat(operator().get("/device/" + device.id()).field("status")).isEqualTo("active");
    }

    private static void refused(CurlDevice.Got got) {
        assertThat(got.status()).as(got.text()).isEqualTo(403);
        assertThat(JsonMapper.shared().readTree(got.text()).path("error").asString())
                .isEqualTo("forbidden");
    }
}
