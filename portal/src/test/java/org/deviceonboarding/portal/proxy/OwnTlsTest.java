package org.deviceonboarding.portal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TLS of the portal's own")
class OwnTlsTest extends ProxiedTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void isWhereRequestsWithoutItAreSent() throws Exception {
        Answer read = new Caller(port, null).get("/iot/ui/fleet?status=active");
        assertThat(read.is(308).header("Location")).isEqualTo(URL + "/ui/fleet?status=active");

        new Caller(port, key()).get("/iot/devices").isProblem(403, "https_required");
        new Caller(port, null).postJson("/iot/register", "{}").isProblem(403, "https_required");
        assertThat(get(direct() + "/iot/login").is(200).header("Strict-Transport-Security"))
                .startsWith("max-age=");
    }

    @Test
    void isOfANewVersion() throws Exception {
        String address = direct().replace("https://", "");
        for (List<String> attempt :
                List.of(List.of("-tls1_1", "1"), List.of("-tls1_2", "0"), List.of("-tls1_3", "0"))) {
            assertThat(TestTool.run(
                                    DATA,
                                    List.of(
                                            "sh",
                                            "-c",
                                            "openssl s_client -brief -cipher ALL:@SECLEVEL=0 " + attempt.getFirst()
                                                    + " -connect " + address + " < /dev/null"))
                            .exit())
                    .as(attempt.getFirst())
                    .isEqualTo(Integer.parseInt(attempt.getLast()));
        }
    }

    @Test
    void hasANewCertificateWithoutARestartAndKeepsTheOldOneIfTheNewOneIsBroken() throws Exception {
        String url = direct() + "/health/live";
        PrivateCa next = PrivateCa.in(TestTool.workDirectory("next-ca"));
        try {
            Files.write(CERTIFICATE, Files.readAllBytes(next.folder().resolve("server.crt")));
            awaitHealth("degraded", "the key is not the certificate's");
            Files.writeString(CERTIFICATE, "-----BEGIN CERTIFICATE-----\nnothing\n");
            awaitHealth("degraded", "a file");
            assertThat(get(url).status()).isEqualTo(200);

            use(next);
            awaitHealth("healthy", "");
            assertThat(send(next, "GET", url, "").status()).isEqualTo(200);
            assertThatThrownBy(() -> get(url)).isInstanceOf(SSLException.class);
        } finally {
            use(CA);
            await().atMost(SOON).ignoreExceptions().until(() -> get(url).status() == 200);
        }
    }

    private void awaitHealth(String state, String problem) {
        await().atMost(SOON).untilAsserted(() -> {
            Answer health = new Caller(port, null).get("/health");
            assertThat(health.json().at("/checks/https_port").asString()).isEqualTo(state);
            assertThat(health.json().at("/details/https_port/problem").asString(""))
                    .startsWith(problem);
        });
    }
}
