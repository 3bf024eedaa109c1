package org.deviceonboarding.command.credentials;

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
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayName("Credentials")
class CredentialsTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void areDeliveredOnce() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");

        Answer delivered = nobody().post(CredentialsZip.path(registered));

        assertThat(delivered.is(200).header("Content-Type")).isEqualTo("application/zip");
        assertThat(delivered.header("Cache-Control")).isEqualTo("no-store");
        assertThat(delivered.header("Content-Disposition"))
                .contains("attachment")
                .contains("credentials-" + id + ".zip");
        CredentialsZip bundle = CredentialsZip.open(delivered.body(), registered.field("credentials_password"));
        assertThat(bundle.files().keySet())
                .containsExactlyInAnyOrder("device.key", "device.crt", "ca.crt", "mqtt.json", "README.txt");
        assertThat(JdkCertificates.one(bundle.files().getOrDefault("device.crt", "")))
                .isEqualTo(JdkCertificates.one(registered.field("certificate_pem")));
        assertThat(bundle.files().get("ca.crt"))
                .isEqualTo(nobody().get("/ca.crt").text());
        assertThat(zip(registered)).isNull();

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        assertThat(nobody().head(CredentialsZip.path(registered)).status()).isEqualTo(410);
        assertThat(events(registered)).containsOnlyOnce("CredentialsDownloaded").doesNotContain("CredentialsExpired");
    }

    @Test
    void waitUntilSomebodyPressesTheButton() throws Exception {
        Answer registered = operator().register(newName());
        String path = CredentialsZip.path(registered);

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

        assertThat(CredentialsZip.open(delivered.is(200).body(), registered.field("credentials_password"))
                        .files())
                .containsKey("device.key");
    }

    /** What previews, scanners, prefetchers and careless programs send, as their logs have it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "405 | none                             | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "405 | */*                              | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "405 | */*                              | facebookexternalhit/1.1;line-poker/1.0",
                "405 | */*                              | WhatsApp/2.23.20.0",
                "405 | */*                              | Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
                "405 | none                             | TelegramBot (like TwitterBot)",
                "405 | */*                              | Microsoft Office/16.0 (Microsoft Outlook 16.0)",
                "405 | none                             | Mozilla/5.0 (Windows NT 10.0) SkypeUriPreview Preview/0.5",
                "405 | application/zip                  | Symantec-Email-Security",
                "405 | application/octet-stream, */*    | Wget/1.21.3",
                "405 | */*                              | curl/7.88.1",
                "405 | */*;q=0.1                        | Java/25",
                "405 | text/html;q=0, */*               | a program",
                "405 | application/json, text/html;q=.5 | another",
                "405 | ,;,                              | broken",
                "200 | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | Mozilla/5.0 Chrome/130 (prefetch)",
                "200 | text/html, */*                   | Mozilla/5.0 (compatible; Googlebot/2.1)",
                "200 | text/html;q=0.5, */*;q=0.1       | Mozilla/5.0 Safelinks",
                "200 | application/json;q=.5, Text/HTML | Mozilla/5.0",
            })
    void surviveWhoeverMerelyLooks(int status, @Nullable String accept, String agent) throws Exception {
        Answer registered = operator().register(newName());
        String path = CredentialsZip.path(registered);

        for (String method : List.of("GET", "HEAD", "GET")) {
            String[] headers = accept == null
                    ? new String[] {"User-Agent", agent, "Sec-Purpose", "prefetch"}
                    : new String[] {"User-Agent", agent, "Sec-Purpose", "prefetch", "Accept", accept};
            Answer seen = nobody().send(method, path, BodyPublishers.noBody(), headers);
            if (method.equals("HEAD")) {
                seen.is(200);
            } else if (status == 200) {
                isPage(seen, 200, "<form method=\"post\">");
            } else {
                seen.isProblem(405, "method_not_allowed");
                assertThat(seen.header("Allow")).isEqualTo("HEAD, POST");
                assertThat(seen.field("detail"))
                        .contains("curl -f -X POST -o credentials.zip LINK")
                        .doesNotContain(path);
            }
        }

        assertThat(events(registered)).doesNotContain("CredentialsDownloaded", "CredentialsExpired");
        assertThat(CredentialsZip.fetch(nobody(), registered).files()).containsKey("device.key");
    }

    @Test
    void tellInABrowserWhoFetchedThemAndWhen() {
        Answer registered = operator().register(newName());
        String path = CredentialsZip.path(registered);
        nobody().post(path, "User-Agent", "curl/<b>8</b>").is(200);

        for (Answer page : List.of(
                nobody().get(path, "Accept", BROWSER),
                nobody().send(
                                "POST",
                                path,
                                BodyPublishers.ofString(""),
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                "null",
                                "Accept",
                                BROWSER))) {
            isPage(page, 410, "fetched on <time datetime=\"" + fetchedAt(registered));
            assertThat(page.text())
                    .contains("from <code>127.0.0.1</code>", "with <code>curl/&lt;b&gt;8&lt;/b&gt;</code>")
                    .doesNotContain("<form", "<script", path);
        }
        nobody().get(path).isProblem(405, "method_not_allowed");
        nobody().post(path).isProblem(410, "gone");
        assertThat(events(registered)).containsOnlyOnce("CredentialsDownloaded");
    }

    @Test
    void tellInABrowserWhichOfUsFetchedThem() {
        Caller operator = operator();
        Answer registered = operator.register(newName());
        operator.post(CredentialsZip.path(registered)).is(200);

        isPage(nobody().get(CredentialsZip.path(registered), "Accept", BROWSER), 410, "by <b>operator-");
    }

    private String fetchedAt(Answer registered) {
        return jdbc.sql("""
                        select substring(time_stamp, 1, 19) from domain_event_entry
                        where aggregate_identifier = :id and payload_type = 'CredentialsDownloaded'
                        """)
                .param("id", registered.field("device_id"))
                .query(String.class)
                .single();
    }

    private static void isPage(Answer answer, int status, String text) {
        assertThat(answer.is(status).text()).contains(text);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Vary")).isEqualTo("Accept");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH"})
    void surviveOtherMethods(String method) {
        Answer registered = operator().register(newName());

        assertThat(nobody().send(method, CredentialsZip.path(registered), BodyPublishers.noBody())
                        .status())
                .isIn(200, 405);

        nobody().post(CredentialsZip.path(registered)).is(200);
    }

    @Test
    void areGoneWhenTheirTimeIsOver() {
        Answer registered = operator().register(newName());
        endTime(registered);

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        isPage(
                nobody().get(CredentialsZip.path(registered), "Accept", BROWSER),
                410,
                "Nobody fetched these credentials");
        await().atMost(GENEROUS).until(() -> zip(registered) == null);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(events(registered)).containsOnlyOnce("CredentialsExpired"));
        assertThat(events(registered)).doesNotContain("CredentialsDownloaded");
        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        isPage(
                nobody().get(CredentialsZip.path(registered), "Accept", BROWSER),
                410,
                "Nobody fetched these credentials");
    }

    @Test
    void areVoidedByRevocation() {
        Answer registered = operator().register(newName());
        operator().post("/revoke/" + registered.field("device_id")).is(200);

        nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
        assertThat(zip(registered)).isNull();
        assertThat(events(registered)).containsOnlyOnce("CredentialsExpired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0000000000000000000000000000000000000000000", "a.b", "%C3%A9"})
    void areNotBehindAnyOtherLink(String token) {
        nobody().get("/credentials/" + token).isProblem(404, "not_found");
        nobody().post("/credentials/" + token).isProblem(404, "not_found");
        isPage(nobody().get("/credentials/" + token, "Accept", BROWSER), 404, "No credentials wait");
        isPage(nobody().post("/credentials/" + token, "Accept", BROWSER), 404, "No credentials wait");
        assertThat(nobody().head("/credentials/" + token).status()).isEqualTo(404);
    }

    @Test
    void areInNoTableAndNoLogLine() throws Exception {
        List<String> secrets = new ArrayList<>();
        List<String> lines = logged(() -> {
            Answer registered = operator().register(newName());
            secrets.add(registered.field("credentials_password"));
            secrets.add(CredentialsZip.path(registered).replaceAll(".*/", ""));
            operator().postJson("/register", "{\"name\": \"%s\", \"type\": 1}".formatted(newName()));
            String key = CredentialsZip.fetch(nobody(), registered).files().getOrDefault("device.key", "");
            key.lines().filter(line -> !line.startsWith("-----")).forEach(secrets::add);
            nobody().post(CredentialsZip.path(registered)).isProblem(410, "gone");
            nobody().get(CredentialsZip.path(registered)).isProblem(405, "method_not_allowed");
            nobody().get(CredentialsZip.path(registered), "Accept", BROWSER).is(410);
        });
        Answer waiting = operator().register(newName());
        secrets.add(waiting.field("credentials_password"));
        secrets.add(CredentialsZip.path(waiting).replaceAll(".*/", ""));

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
        assertThat(placesOf(Sha256.of(CredentialsZip.path(waiting)
                                .replaceAll(".*/", "")
                                .getBytes(StandardCharsets.US_ASCII))
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
