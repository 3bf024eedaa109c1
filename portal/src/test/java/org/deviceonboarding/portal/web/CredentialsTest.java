package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.messages.device.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayName("Credentials")
class CredentialsTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void areDeliveredOnce() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");

        Answer delivered = nobody().get(Bundle.path(registered));

        assertThat(delivered.is(200).header("Content-Type")).isEqualTo("application/zip");
        assertThat(delivered.header("Cache-Control")).isEqualTo("no-store");
        assertThat(delivered.header("Content-Disposition"))
                .contains("attachment")
                .contains("credentials-" + id + ".zip");
        Bundle bundle = Bundle.open(delivered.body(), registered.field("credentials_password"));
        assertThat(bundle.files().keySet())
                .containsExactlyInAnyOrder("device.key", "device.crt", "ca.crt", "mqtt.json", "README.txt");
        assertThat(Certificates.one(bundle.files().getOrDefault("device.crt", "")))
                .isEqualTo(Certificates.one(registered.field("certificate_pem")));
        assertThat(bundle.files().get("ca.crt"))
                .isEqualTo(nobody().get("/ca.crt").text());
        assertThat(zip(registered)).isNull();

        nobody().get(Bundle.path(registered)).isProblem(410, "gone");
        nobody().post(Bundle.path(registered)).isProblem(410, "gone");
        nobody().get(Bundle.path(registered), "Accept", BROWSER).isProblem(410, "gone");
        assertThat(nobody().head(Bundle.path(registered)).status()).isEqualTo(410);
        assertThat(events(registered)).containsOnlyOnce("CredentialsDownloaded").doesNotContain("CredentialsExpired");
    }

    @Test
    void waitUntilSomebodyPressesTheButton() throws Exception {
        Answer registered = operator().register(newName());
        String path = Bundle.path(registered);

        for (int i = 0; i < 3; i++) {
            Answer page = nobody().get(path, "Accept", BROWSER).is(200);
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.text()).contains("<form method=\"post\">").doesNotContain(path);
            Answer head = nobody().head(path).is(200);
            assertThat(head.body()).isEmpty();
            assertThat(nobody().head(path, "Accept", BROWSER).is(200).body()).isEmpty();
        }
        assertThat(events(registered)).doesNotContain("CredentialsDownloaded");

        Answer delivered = nobody().send(
                        "POST",
                        path,
                        BodyPublishers.ofString(""),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Accept",
                        BROWSER);

        assertThat(Bundle.open(delivered.is(200).body(), registered.field("credentials_password"))
                        .files())
                .containsKey("device.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH"})
    void surviveOtherMethods(String method) {
        Answer registered = operator().register(newName());

        assertThat(nobody().send(method, Bundle.path(registered), BodyPublishers.noBody())
                        .status())
                .isIn(200, 405);

        nobody().get(Bundle.path(registered)).is(200);
    }

    @Test
    void areGoneWhenTheirTimeIsOver() {
        Answer registered = operator().register(newName());
        endTime(registered);

        nobody().get(Bundle.path(registered)).isProblem(410, "gone");
        nobody().get(Bundle.path(registered), "Accept", BROWSER).isProblem(410, "gone");
        await().atMost(GENEROUS).until(() -> zip(registered) == null);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(events(registered)).containsOnlyOnce("CredentialsExpired"));
        assertThat(events(registered)).doesNotContain("CredentialsDownloaded");
        nobody().get(Bundle.path(registered)).isProblem(410, "gone");
    }

    @Test
    void areVoidedByRevocation() {
        Answer registered = operator().register(newName());
        operator().post("/revoke/" + registered.field("device_id")).is(200);

        nobody().get(Bundle.path(registered)).isProblem(410, "gone");
        assertThat(zip(registered)).isNull();
        assertThat(events(registered)).containsOnlyOnce("CredentialsExpired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0000000000000000000000000000000000000000000", "a.b", "%C3%A9"})
    void areNotBehindAnyOtherLink(String token) {
        nobody().get("/credentials/" + token).isProblem(404, "not_found");
        nobody().post("/credentials/" + token).isProblem(404, "not_found");
        nobody().get("/credentials/" + token, "Accept", BROWSER).isProblem(404, "not_found");
        assertThat(nobody().head("/credentials/" + token).status()).isEqualTo(404);
    }

    @Test
    void areInNoTableAndNoLogLine() throws Exception {
        List<String> secrets = new ArrayList<>();
        List<String> lines = logged(() -> {
            Answer registered = operator().register(newName());
            secrets.add(registered.field("credentials_password"));
            secrets.add(Bundle.path(registered).replaceAll(".*/", ""));
            operator().postJson("/register", "{\"name\": \"%s\", \"type\": 1}".formatted(newName()));
            String key = Bundle.fetch(nobody(), registered).files().getOrDefault("device.key", "");
            key.lines().filter(line -> !line.startsWith("-----")).forEach(secrets::add);
            nobody().get(Bundle.path(registered)).isProblem(410, "gone");
        });
        Answer waiting = operator().register(newName());
        secrets.add(waiting.field("credentials_password"));
        secrets.add(Bundle.path(waiting).replaceAll(".*/", ""));

        assertThat(secrets)
                .hasSizeGreaterThan(5)
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(10));
        assertThat(lines)
                .hasSizeGreaterThan(50)
                .allSatisfy(line -> assertThat(line).doesNotContain(secrets));
        assertThat(lines).noneMatch(line -> line.contains("PRIVATE KEY"));
        for (String secret : secrets) {
            assertThat(placesOf(secret)).isEmpty();
        }
        assertThat(placesOf("PRIVATE KEY")).isEmpty();
        assertThat(placesOf(Sha256.of(Bundle.path(waiting).replaceAll(".*/", "").getBytes(StandardCharsets.US_ASCII))
                        .hex()))
                .as("the search finds what is there")
                .isNotEmpty();
    }

    /** What was logged meanwhile, and would be by someone who looks for a fault. */
    private static List<String> logged(Steps steps) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.setLevel(Level.DEBUG);
        root.getAppender("CONSOLE").stop();
        root.addAppender(lines);
        try {
            steps.run();
        } finally {
            root.detachAppender(lines);
            root.getAppender("CONSOLE").start();
            root.setLevel(before);
        }
        return List.copyOf(lines.list).stream()
                // These two tell each request's path, which is why our settings keep them silent.
                .filter(line -> !line.getLoggerName().startsWith("org.springframework.security.web.FilterChainProxy"))
                .filter(line -> !line.getLoggerName().startsWith("org.springframework.web.servlet.DispatcherServlet"))
                .map(line -> line.getFormattedMessage() + ThrowableProxyUtil.asString(line.getThrowableProxy()))
                .toList();
    }

    private interface Steps {
        void run() throws Exception;
    }

    /** The columns of all tables in which this text occurs, or its bytes do. */
    private List<String> placesOf(String text) {
        return jdbc
                .sql("""
                        select table_schema || '.' || table_name, column_name, data_type from information_schema.columns
                        where table_schema not in ('pg_catalog', 'information_schema')
                          and data_type in ('text', 'character varying', 'bytea', 'jsonb', 'json')
                          and table_name not in (select table_name from information_schema.views)
                        """)
                .query((row, _) -> {
                    String column = row.getString(3).equals("bytea")
                            ? "encode(" + row.getString(2) + ", 'escape')"
                            : row.getString(2) + "::text";
                    boolean found = jdbc.sql("select exists (select from %s where strpos(%s, :text) > 0)"
                                    .formatted(row.getString(1), column))
                            .param("text", text)
                            .query(Boolean.class)
                            .single();
                    return found ? row.getString(1) + "." + row.getString(2) : "";
                })
                .list()
                .stream()
                .filter(place -> !place.isEmpty())
                .toList();
    }

    private void endTime(Answer registered) {
        jdbc.sql("update credential_bundle set expires_at = now() - interval '1 minute' where device_id = :id")
                .param("id", registered.field("device_id"))
                .update();
    }

    private byte @Nullable [] zip(Answer registered) {
        return jdbc.sql("select zip from credential_bundle where device_id = :id")
                .param("id", registered.field("device_id"))
                .query((row, _) -> java.util.Optional.ofNullable(row.getBytes(1)))
                .single()
                .orElse(null);
    }

    private List<String> events(Answer registered) {
        return jdbc.sql(
                        "select payload_type from domain_event_entry where aggregate_identifier = :id order by sequence_number")
                .param("id", registered.field("device_id"))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }
}
