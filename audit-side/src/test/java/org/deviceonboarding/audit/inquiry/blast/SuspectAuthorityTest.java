package org.deviceonboarding.audit.inquiry.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A blast radius of a CA")
class SuspectAuthorityTest extends SuspectTest {
    @TempDir
    private Path folder;

    @Test
    void isWhatItSigned() throws Exception {
        PrivateCa ca = PrivateCa.in(folder);
        String certificate = Files.readString(ca.file());
        Sha256 authority = Sha256.of(Files.readAllBytes(ca.file()));
        given().happened(THEN, new AuthorityEstablished(authority, "CN=private", THEN, certificate));
        PastDevice forged =
                PastDevice.of(THEN, 36_500).registered("pump", given()).issued(given());
        PastDevice signed = PastDevice.of(THEN, 36_500)
                .registered("pump", given())
                .issued(given(), Files.readString(folder.resolve("server.crt")));
        String window = "&from=%s&to=".formatted(THEN);

        var report = report("authority=" + authority + window + THEN.plusMillis(1));

        assertThat(ids(report)).contains(signed.id());
        assertThat(report.path("devices").path(0).path("reasons").toString()).isEqualTo("[\"certificate_issued\"]");
        assertThat(ids(report("authority=" + authority + window + THEN.plusSeconds(1))))
                .as("no certificate of the CA's")
                .doesNotContain(forged.id());
    }

    @Test
    void thatNeverWasIsNotFound() {
        auditor()
                .get("/audit/blast-radius?authority=" + "0".repeat(64) + WHENEVER)
                .isProblem(404, "not_found");
    }
}
