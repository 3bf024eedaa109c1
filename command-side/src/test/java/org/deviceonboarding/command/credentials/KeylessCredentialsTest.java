package org.deviceonboarding.command.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of devices that made their own keys. */
@DisplayName("Credentials without a private key")
class KeylessCredentialsTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String NONE = "";

    private Caller operator;

    @BeforeEach
    void signIn() {
        operator = operator();
    }

    @Test
    void needNoPasswordAndAreDeliveredOnce() throws Exception {
        Answer registered = register();
        String path = CredentialsZip.path(registered);

        assertThat(registered.json().has("credentials_password")).isFalse();
        assertThat(stored(registered)).containsExactly("true none"); // it waits, and there are no bytes
        assertThat(packaged(registered)).doesNotContain("digest");
        nobody().head(path).is(200);
        assertThat(nobody().get(path, "Accept", BROWSER).is(200).text())
                .contains("without a password", "<form method=\"post\">");

        CredentialsZip bundle = CredentialsZip.open(nobody().post(path).is(200).body(), NONE);

        assertThat(bundle.files().keySet())
                .containsExactlyInAnyOrder("device.crt", "ca.crt", "mqtt.json", "README.txt");
        assertThat(JdkCertificates.all(bundle.files().getOrDefault("device.crt", "")))
                .containsExactly(
                        JdkCertificates.one(registered.field("certificate_pem")),
                        JdkCertificates.all(nobody().get("/ca/chain.pem").text())
                                .getFirst());
        assertThat(bundle.files().get("ca.crt"))
                .isEqualTo(nobody().get("/ca.crt").text());
        assertThat(bundle.files().get("mqtt.json")).contains("devices/" + registered.field("device_id") + "/#");
        nobody().post(path).isProblem(410, "gone");
        assertThat(nobody().head(path).status()).isEqualTo(410);
        assertThat(nobody().get(path, "Accept", BROWSER).is(410).text()).contains("fetched on");
        assertThat(stored(registered)).containsExactly("false none");
        assertThat(events(registered)).containsOnlyOnce("CredentialsDownloaded").doesNotContain("CredentialsExpired");
    }

    @Test
    void holdTheCertificateThatTheyWereMadeFor() throws Exception {
        Answer registered = register();
        String id = registered.field("device_id");
        Answer renewed = operator.postJson("/renew/" + id, "{\"csr\": \"" + csr() + "\"}")
                .is(201);

        assertThat(renewed.json().has("credentials_password")).isFalse();
        for (Answer issued : List.of(registered, renewed)) {
            assertThat(JdkCertificates.one(fetch(issued).files().getOrDefault("device.crt", "")))
                    .isEqualTo(JdkCertificates.one(issued.field("certificate_pem")));
        }
    }

    @Test
    void comeWithAReissueToo() throws Exception {
        Answer registered = register();
        String id = registered.field("device_id");
        operator.post("/revoke/" + id).is(200);

        Answer reissued = operator.postJson("/reissue/" + id, "{\"csr\": \"" + csr() + "\"}")
                .is(201);

        assertThat(reissued.json().has("credentials_password")).isFalse();
        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        assertThat(fetch(reissued).files()).containsKey("device.crt");
    }

    @Test
    void areVoidedByRevocation() {
        Answer registered = register();
        operator.post("/revoke/" + registered.field("device_id")).is(200);

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        assertThat(stored(registered)).containsExactly("false none");
        assertThat(events(registered)).containsOnlyOnce("CredentialsExpired");
    }

    @Test
    void areGoneWhenTheirTimeIsOver() {
        Answer registered = register();
        jdbc.sql("update credential_bundle set expires_at = now() - interval '1 minute' where device_id = :id")
                .param("id", registered.field("device_id"))
                .update();

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(events(registered)).containsOnlyOnce("CredentialsExpired"));
        assertThat(stored(registered)).containsExactly("false none");
    }

    /** As a version stored them that encrypted each bundle. */
    @Test
    void thatAreStoredAreDeliveredAsTheyAre() {
        Answer registered = register();
        byte[] sealed = {1, 2, 3};
        jdbc.sql("update credential_bundle set zip = :zip, made_on_fetch = false where device_id = :id")
                .param("zip", sealed)
                .param("id", registered.field("device_id"))
                .update();

        assertThat(nobody().get(CredentialsZip.path(registered), "Accept", BROWSER)
                        .text())
                .contains("its password was shown");
        assertThat(nobody().post(CredentialsZip.path(registered)).is(200).body())
                .isEqualTo(sealed);
        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
    }

    @Test
    void leaveWithABatchThatHasNoPassword() throws Exception {
        String name = newName();
        String list = "name,type,csr\n%1$s-1,pump,\"%2$s\"\n%1$s-2,pump,\"%3$s\"\n"
                .formatted(name, OpenSsl.csr("ec-p256"), OpenSsl.csr("ec-p256"));
        Answer accepted = operator.send("POST", "/imports", BodyPublishers.ofString(list), "Content-Type", "text/csv")
                .is(202);
        String job = "/imports/" + accepted.field("import_id");

        assertThat(accepted.json().has("credentials_password")).isFalse();
        await().atMost(GENEROUS)
                .until(() -> operator.get(job).json().path("status").asString().equals("completed"));
        String link = operator.get(job).field("credentials_link").substring(PUBLIC_URL.length());
        CredentialsZip batch = CredentialsZip.open(nobody().post(link).is(200).body(), NONE);

        assertThat(batch.files()).hasSize(3).containsKey("index.csv");
        assertThat(batch.files().get("index.csv")).contains(name + "-1", name + "-2");
    }

    private Answer register() {
        return operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"pump\", \"csr\": \"%s\"}".formatted(newName(), csr()))
                .is(201);
    }

    private CredentialsZip fetch(Answer issued) throws IOException {
        return CredentialsZip.open(
                nobody().post(CredentialsZip.path(issued)).is(200).body(), NONE);
    }

    private static String csr() {
        try {
            return OpenSsl.csr("ec-p256").replace("\n", "\\n");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether each bundle waits, and its bytes. */
    private List<String> stored(Answer registered) {
        return jdbc.sql("""
                        select made_on_fetch || ' ' || coalesce(encode(zip, 'hex'), 'none') from credential_bundle
                        where device_id = :id
                        """)
                .param("id", registered.field("device_id"))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private String packaged(Answer registered) {
        return jdbc.sql("""
                        select payload_revision || payload from domain_event_entry
                        where aggregate_identifier = :id and payload_type = 'CredentialsPackaged'
                        """)
                .param("id", registered.field("device_id"))
                .query(String.class)
                .single();
    }

    private List<String> events(Answer registered) {
        return jdbc.sql(
                        "select payload_type from domain_event_entry where aggregate_identifier = :id order by sequence_number")
                .param("id", registered.field("device_id"))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }
}
