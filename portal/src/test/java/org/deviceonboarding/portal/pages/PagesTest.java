package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.job.change.Preparation;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("The web portal")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest extends PortalTest {
    private static final String SCRIPT = "x<script>window.stolen=1</script><img src=x onerror=window.stolen=1>";

    private final String place = "hall-" + UUID.randomUUID();
    private final BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
    private BrowserWindow browser;
    private Caller operator;
    private String device;

    @Autowired
    private EventStore log;

    @Autowired
    private Preparation prepared;

    @BeforeAll
    void registerSome() {
        operator = operator();
        device = register("pump", SCRIPT);
        String other = register("fan", place);
        operator.postJson("/suspend/" + other, "{\"comment\": \"" + SCRIPT + "\"}")
                .is(200);
        operator.postJson(
                        "/revoke/" + register("fan", place),
                        "{\"reason\": \"key_compromise\", \"comment\": \"" + SCRIPT + "\"}")
                .is(200);
        retireAllOthers();
        enforce(broker, 1);
        enforce(broker, 2);
        browser = new BrowserWindow(operator.port()).at(1280, 900, "light").signedIn(String.valueOf(admin().key()));
    }

    @AfterEach
    void keepsTheConsoleClean() {
        browser.hasNothingToComplainOf();
    }

    @Test
    void isOpenToEveryone() {
        for (String page : List.of(
                "/ui/fleet?location=" + place,
                "/ui/register",
                "/ui/devices/" + device,
                "/ui/imports",
                "/ui/imports/" + UUID.randomUUID(),
                "/ui/brokers",
                "/ui/ca",
                "/ui/audit?limit=10",
                "/ui/audit/then",
                "/ui/access",
                "/ui/nothing")) {
            browser.at(1280, 900, "light").open(page);
            browser.await(() -> browser.all("[aria-busy=true]").isEmpty());
            browser.isAccessible();
            browser.at(390, 844, "dark").isReadable();
            browser.hasNothingToComplainOf();
        }
        browser.at(1280, 900, "light");
    }

    @Test
    void showsTheHttpInterfaceUnderThePolicyOfAllPages() {
        browser.open("/docs")
                .awaitText("#description", "/register")
                .awaitText("#description", "Device Onboarding Portal");
        browser.find("#operations-Certificates-registerDevice button.opblock-summary-control")
                .click();
        browser.awaitText("#description", "key_algorithm");

        assertThat(browser.all("#description .btn.authorize, #description .try-out"))
                .isEmpty();
        browser.isAccessible();
        browser.hasNothingToComplainOf();
    }

    @Test
    void showsScriptsAsTheTextTheyAre() {
        for (String page : List.of(
                "/ui/fleet?location=" + place,
                "/ui/fleet?q=%3Cscript%3Ewindow.stolen%3D1%3C%2Fscript%3E",
                "/ui/devices/" + device,
                "/ui/audit?limit=50&actor=%22%3E%3Cscript%3Ewindow.stolen%3D1%3C%2Fscript%3E",
                "/ui/audit?limit=50",
                "/ui/audit/then",
                "/ui/access")) {
            browser.open(page);
            assertThat(browser.run("return window.stolen ?? 'nothing'"))
                    .as(page)
                    .isEqualTo("nothing");
            assertThat(browser.all("main script, main img")).as(page).isEmpty();
        }
        browser.open("/ui/devices/" + device);
        assertThat(browser.text("main")).contains(SCRIPT);
    }

    @Test
    void isUsedWithTheKeyboardAlone() {
        String name = newName();
        browser.open("/ui/register").press(Keys.TAB);
        assertThat(browser.focused(".skip")).isTrue();
        browser.press(Keys.ENTER).tabTo("#name").press(name, Keys.TAB, "pump");
        browser.tabTo("form[data-api] [data-submit]").press(Keys.ENTER);
        browser.await(() -> browser.focused("#credentials"));
        assertThat(browser.text("#credentials-link")).startsWith(PUBLIC_URL + "/credentials/");
        assertThat(browser.text("#credentials-password")).isNotBlank();

        browser.tabTo("[data-device-link]").press(Keys.ENTER);
        browser.awaitText("h1", name).tabTo("#do-revoke").press(Keys.ENTER);
        assertThat(browser.focused("#revoke *")).isTrue();
        browser.tabTo("#revoke-comment")
                .press("lost")
                .tabTo("#revoke [data-submit]")
                .press(Keys.ENTER);
        browser.awaitText("h1 .badge", "Revoked");
        assertThat(browser.find("#revoke").isDisplayed())
                .as("it waits for the broker")
                .isTrue();
        enforce(broker, head());
        browser.awaitText(".enforced", "Enforced").awaitText(".event", "lost");
        assertThat(browser.focused("#heading")).isTrue();
        assertThat(browser.all("#do-revoke")).isEmpty();
        browser.awaitText("#status", "Device revoked. " + broker + ": enforced after ");
        assertThat(browser.find("#revoke").isDisplayed()).isFalse();

        assertThat(browser.all("#do-renew")).isEmpty();
        browser.tabTo("#do-reissue").press(Keys.ENTER);
        browser.tabTo("#reissue [data-submit]").press(Keys.ENTER);
        browser.await(() -> browser.focused("#credentials"));
        assertThat(browser.text("#credentials-password")).isNotBlank();
        browser.awaitText("h1 .badge", "Active");
        assertThat(browser.all("#do-reissue")).isEmpty();
    }

    @Test
    void keepsThePasswordInSightWhileTheCredentialsAreDownloaded() throws IOException {
        browser.open("/ui/register");
        browser.field("name").sendKeys(newName());
        browser.field("type").sendKeys("pump");
        browser.find("form[data-api] [data-submit]").click();
        browser.await(() -> browser.focused("#credentials"));
        String password = browser.text("#credentials-password");

        browser.find("#credentials form button").click();

        String page = String.valueOf(browser.find("[data-device-link]").getDomProperty("href"));
        Path zip = Chromium.downloads().resolve("credentials-" + page.replaceAll(".*/", "") + ".zip");
        browser.await(() -> Files.exists(zip));
        assertThat(browser.text("#credentials-password")).isEqualTo(password).isNotBlank();
        assertThat(Files.readAllBytes(zip)).startsWith('P', 'K');
    }

    @Test
    void showsThePasswordOfWhatThePortalPreparedToWhoeverClaimsIt() {
        String job = prepared.renewalOf(prepared.dueDevice(operator, newName()));
        browser.open("/ui/bulk/" + job);
        browser.await(() -> browser.find("[data-run-claims]").isDisplayed());
        assertThat(browser.find("[data-run-credentials]").isDisplayed()).isFalse();

        browser.find("[data-run-claims]").click();

        browser.await(() -> browser.focused("[data-run-claimed]"));
        assertThat(browser.text("#claimed-password")).hasSize(24);
        browser.await(() -> browser.find("[data-run-credentials]").isDisplayed());
        assertThat(browser.find("[data-run-claims]").isDisplayed()).isFalse();
        browser.isAccessible();
    }

    @Test
    void saysWhatIsWrongWhereItIs() {
        browser.open("/ui/register");
        browser.field("name").sendKeys("fine");
        browser.field("type").sendKeys("a/b");
        browser.find("form[data-api] [data-submit]").click();
        browser.await(() -> browser.focused("#type[aria-invalid=true]"));
        assertThat(browser.text("#type-fault")).isNotBlank();

        String taken = operator.get("/device/" + device).field("name");
        browser.find("#name").clear();
        browser.find("#name").sendKeys(taken);
        browser.find("#type").clear();
        browser.find("#type").sendKeys("pump");
        browser.find("form[data-api] [data-submit]").click();
        browser.await(() -> browser.focused(".problem"));
        assertThat(browser.all("[aria-invalid]")).isEmpty();
        assertThat(browser.find(".problem a").getDomAttribute("href")).isEqualTo("/ui/devices/" + device);
    }

    @Test
    void showsChangesWithoutLosingTheFocus() {
        browser.open("/ui/fleet?location=" + place);
        browser.run("document.querySelector('.devices tbody a').focus()");
        String focused = String.valueOf(browser.run("return document.activeElement.id"));
        Answer late = operator.postJson(
                        "/register",
                        "{\"name\": \"0%s\", \"type\": \"fan\", \"location\": \"%s\", \"key_algorithm\": \"ed25519\"}"
                                .formatted(UUID.randomUUID(), place))
                .is(201);
        browser.await(() -> !browser.all("#d-" + late.field("device_id")).isEmpty());
        assertThat(browser.run("return document.activeElement.id")).isEqualTo(focused);
    }

    @Test
    void findsAndSortsDevices() {
        browser.open("/ui/fleet?location=" + place + "&status=suspended");
        assertThat(browser.all(".devices tbody tr")).hasSize(1);
        assertThat(browser.text(".count.revoked")).contains("1");

        browser.open("/ui/fleet?location=" + place + "&limit=1");
        String first = browser.text(".devices tbody a");
        browser.find("#page-next").click();
        browser.await(() -> !browser.text(".devices tbody a").equals(first));
        browser.find("#sort-Name").click();
        browser.await(() -> !browser.all("[aria-sort=descending]").isEmpty());

        browser.open("/ui/fleet?label=nonsense");
        assertThat(browser.text(".problem")).contains("key=value");
    }

    @Test
    void goesBackInTime() {
        Instant before = jdbc.sql(
                        "select time_stamp from domain_event_entry where aggregate_identifier = :id and sequence_number = 0")
                .param("id", device)
                .query((row, _) -> Instant.parse(row.getString(1)))
                .single();
        browser.open("/ui/audit/then?at=" + before.minusMillis(1));
        assertThat(browser.text("#state")).contains("registered since");
        browser.find("#compare-acl").click();
        browser.awaitText("#acl", "block");
        browser.find("#slider").sendKeys(Keys.END);
        browser.awaitText("#state", "None.");
    }

    @Test
    void countsTheFleetOfThenAsItsDevicesAre() {
        Caller auditor = auditor();
        long position =
                operator.get("/device/" + device).json().path("position").asLong();
        int registered = auditor.all("/audit/state/devices?limit=500&position=" + position)
                .size();
        Answer summary =
                auditor.get("/audit/state/devices/summary?position=" + position).is(200);
        assertThat(summary.json().path("total").asLong()).isEqualTo(registered);
        assertThat(summary.json().path("by_status").propertyNames())
                .containsExactly("active", "suspended", "revoked", "decommissioned");

        Answer changes = auditor.get("/audit/state/devices/changes?limit=1&position=" + position)
                .is(200);
        assertThat(changes.json().path("items").size()).isEqualTo(1);
        auditor.get("/audit/state/devices/changes?limit=1&position=" + position + "&cursor="
                        + changes.field("next_cursor"))
                .is(200);
        auditor.get("/audit/state/devices/changes?cursor=nonsense").isInvalid("cursor");
    }

    @Test
    void showsWhatBrokersEnforce() {
        browser.open("/ui/brokers");
        assertThat(browser.text("#broker-" + broker)).contains("Enforced");
        assertThat(browser.all("section[data-key='" + broker + "'] .dot")).hasSize(2);
    }

    @Test
    void retiresABrokerWhoseNameIsTyped() {
        BrokerId gone = new BrokerId("gone-" + UUID.randomUUID());
        enforce(gone, 1);
        browser.open("/ui/brokers").find("#do-retire-" + gone).click();
        String dialog = "#retire-" + gone;
        browser.find(dialog + " [name=broker]").sendKeys("gone");
        browser.find(dialog + " [data-submit]").click();
        browser.awaitText(dialog + " .fault", "Must be " + gone);
        assertThat(browser.all("#broker-" + gone)).isNotEmpty();

        browser.find(dialog + " [name=broker]").clear();
        browser.find(dialog + " [name=broker]").sendKeys(gone.value());
        browser.find(dialog + " [name=comment]").sendKeys("sold");
        browser.find(dialog + " [data-submit]").click();
        browser.await(() -> browser.all("#broker-" + gone).isEmpty());
        browser.awaitText("#status", "Broker retired");
        assertThat(browser.all("#broker-" + broker)).isNotEmpty();
    }

    @Test
    void showsTheAuthorityAndItsNewestList() {
        browser.open("/ui/ca");
        assertThat(browser.all(".chain > li")).hasSize(2);
        browser.awaitText("#crl-state", "In time");
    }

    @Test
    void verifiesFromTheAuditPage() {
        browser.open("/ui/audit?type=CertificateRevoked&limit=1");
        assertThat(browser.all(".event")).hasSize(1);
        browser.find("#sign").click();
        browser.await(() -> browser.find("#checkpoint").isDisplayed());
        assertThat(browser.text("[data-checkpoint=verifier_key]")).contains("+");
    }

    @Test
    void tellsBrowsersOfProblemsInPages() {
        browser.open("/ui/devices/" + UUID.randomUUID());
        assertThat(browser.text("h1")).isEqualTo("There is nothing here");
        operator.get("/ui/devices/" + UUID.randomUUID()).isProblem(404, "not_found");
        operator.get("/ui/devices/x").isProblem(400, "invalid_device_id");
    }

    @Test
    void showsNobodyWhatTheirRoleDoesNotAllow() {
        String key = String.valueOf(auditor().key());
        try {
            browser.signedIn(key).open("/ui/devices/" + device);
            assertThat(browser.all("nav[aria-label=Main] a").stream()
                            .map(link -> link.getText().strip()))
                    .containsExactly("Fleet", "Bulk", "Brokers", "CA", "Audit", "Access");
            assertThat(browser.all("button[data-opens], dialog")).isEmpty();
            browser.open("/ui/register");
            assertThat(browser.text("h1")).isEqualTo("Your role does not allow this");
        } finally {
            browser.signedIn(String.valueOf(admin().key()));
        }
        operator.get("/ui/audit").isProblem(403, "forbidden");
        auditor().get("/ui/register").isProblem(403, "forbidden");
    }

    @Test
    void letsBrowsersKeepWhatDoesNotChange() {
        browser.open("/ui/fleet");
        String sheet = browser.find("link[rel=stylesheet]").getDomAttribute("href");
        Answer answer = nobody().get(String.valueOf(sheet)).is(200);
        assertThat(answer.header("Cache-Control")).contains("max-age=31536000", "immutable");
        assertThat(answer.header("Content-Type")).startsWith("text/css");
        assertThat(browser.find("body").findElements(By.cssSelector("[style]"))).isEmpty();
    }

    @Test
    void importsAFileAndRevokesAllOfItAgain(@TempDir Path directory) throws IOException {
        String hall = "hall-" + UUID.randomUUID();
        String name = newName();
        String good =
                "name,type,location,firmware,labels\n%1$s-1,pump,%2$s,,\n%1$s-2,fan,%2$s,1.2,line=3\n%1$s-3,fan,%2$s,,\n"
                        .formatted(name, hall);
        browser.open("/ui/register");
        browser.find("#file").sendKeys(write(directory.resolve("bad.csv"), good.replace("fan,", "fan/x,")));
        browser.awaitText("#preview", name + "-2");
        browser.find("#import [data-submit]").click();
        browser.await(() -> browser.focused("#faults"));
        assertThat(browser.text("#import .problem")).contains("Nothing was registered", "2 rows are at fault");
        assertThat(browser.all("#faults tbody tr").stream().map(row -> row.getText()))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("2 type "),
                        row -> assertThat(row).startsWith("3 type "));

        browser.find("#file").sendKeys(write(directory.resolve("good.csv"), good));
        browser.await(() -> browser.all("#faults").stream().noneMatch(faults -> faults.isDisplayed()));
        browser.find("#import [data-submit]").click();
        browser.await(() -> browser.focused("#imported"));
        assertThat(browser.text("#batch-password")).hasSizeGreaterThan(10);
        browser.find("#import-link").click();
        browser.awaitText("#run .badge", "Completed").awaitText("#run-says", "3 of 3 done");
        browser.await(() -> browser.find("[data-run-credentials]").isDisplayed());
        String results = String.valueOf(browser.find("[data-run-results]").getDomAttribute("href"));
        assertThat(operator.get(results).is(200).text()).contains(name + "-1", name + "-2", name + "-3");

        browser.open("/ui/fleet?location=" + hall);
        browser.await(() -> browser.all(".devices tbody a").size() == 3);
        browser.find("[data-bulk=revoke]").click();
        browser.awaitText("[data-bulk-count]", "3 devices").awaitText("[data-bulk-sample]", name + "-3");
        assertThat(browser.find("#bulk [data-submit]").isEnabled()).isFalse();
        browser.find("#bulk-confirm").sendKeys("3");
        browser.find("#bulk [data-submit]").click();
        browser.await(() -> browser.focused("[data-bulk-result]"));
        browser.find("[data-bulk-result] a").click();
        browser.awaitText("#run .badge", "Completed").awaitText("#run-says", "3 of 3 done");
        browser.open("/ui/fleet?location=" + hall).awaitText(".count.revoked", "3");
        browser.open("/ui/imports").awaitText("[data-runs='/imports'] tbody tr", "Completed");
        browser.awaitText("[data-runs='/bulk'] tbody tr", "Revoke");
    }

    @Test
    void editsDetailsUnlessSomebodyElseDidMeanwhile() {
        String id = register("pump", "here");
        browser.open("/ui/devices/" + id);
        browser.find("#do-edit").click();
        browser.await(() -> "here".equals(browser.find("#edit-location").getDomAttribute("value")));
        browser.await(() -> !browser.all("#edit form[data-etag]").isEmpty());
        browser.find("#edit-location").clear();
        browser.find("#edit-firmware").sendKeys("2.0");
        browser.find("#edit-labels").clear();
        browser.find("#edit-labels").sendKeys("line=3");
        browser.find("#edit [data-submit]").click();
        browser.awaitText(".facts", "line=3").awaitText(".facts", "2.0");
        JsonNode device = operator.get("/device/" + id).json();
        assertThat(device.path("location").isNull()).isTrue();
        assertThat(device.path("labels").propertyNames()).containsExactly("line");

        String before = String.valueOf(browser.find("#edit form").getDomAttribute("data-etag"));
        browser.find("#do-edit").click();
        browser.await(() -> !before.equals(browser.find("#edit form").getDomAttribute("data-etag")));
        operator.send(
                        "PATCH",
                        "/device/" + id,
                        BodyPublishers.ofString("{\"firmware\": \"3.0\"}"),
                        "Content-Type",
                        "application/merge-patch+json")
                .is(200);
        browser.find("#edit-location").sendKeys("there");
        browser.find("#edit [data-submit]").click();
        browser.await(() -> browser.focused("#edit .problem"));
        assertThat(operator.get("/device/" + id).field("firmware")).isEqualTo("3.0");
    }

    @Test
    void handsOutKeysAndTakesThemBack() {
        String name = "00-scanner-" + UUID.randomUUID(); // on the first page of many
        browser.open("/ui/access");
        browser.find("#key-name").sendKeys(name);
        browser.find("#create-key [data-submit]").click();
        browser.await(() -> browser.focused("#new-key"));
        Caller scanner = new Caller(operator.port(), browser.text("#key-value"));
        assertThat(scanner.get("/whoami").is(200).json().path("roles").toString())
                .contains("operator");

        browser.awaitText("#keys tbody th", name);
        browser.all("#keys tbody tr").stream()
                .filter(row -> row.getText().contains(name))
                .forEach(row -> row.findElement(By.tagName("button")).click());
        assertThat(browser.text("#decide")).contains(name);
        browser.find("#decide [data-submit]").click();
        browser.await(() -> browser.all("#keys tbody tr").stream()
                .anyMatch(row -> row.getText().contains(name) && row.getText().contains("Revoked")));
        scanner.get("/whoami").is(401);
    }

    @Test
    void tellsBrowsersWhatPagesMayNotDo() {
        for (String page : List.of("/login", "/ui/fleet")) {
            Caller reader = page.equals("/login") ? nobody() : admin();
            Answer answer = reader.get(page, "Accept", "text/html").is(200);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
            assertThat(reader.get(page, "Accept", "text/html", "X-Forwarded-Proto", "https")
                            .header("Strict-Transport-Security"))
                    .startsWith("max-age=31536000");
        }
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toAbsolutePath().toString();
    }

    private String register(String type, String location) {
        return operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"%s\", \"location\": \"%s\", \"key_algorithm\": \"ed25519\", \"labels\": {\"note\": \"%s\"}}"
                                .formatted(newName(), type, location, SCRIPT))
                .is(201)
                .field("device_id");
    }

    /** A page would wait for the brokers of other tests. */
    private void retireAllOthers() {
        jdbc.sql("""
                        select distinct payload::jsonb ->> 'broker_id' from domain_event_entry
                        where payload_type like 'Broker%'
                        """)
                .query(String.class)
                .list()
                .forEach(id ->
                        log.publish(GenericEventMessage.asEventMessage(new BrokerRetired(new BrokerId(id), null))));
    }

    private long head() {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private void enforce(BrokerId by, long position) {
        log.publish(GenericEventMessage.asEventMessage(new BrokerPolicyEnforced(
                by,
                position,
                AclStrategy.EXPLICIT,
                Sha256.of(new byte[] {1}),
                Sha256.of(new byte[] {2}),
                BigInteger.TEN,
                0,
                new CanaryReport(true, true, true, true),
                Instant.EPOCH,
                40L * Math.min(position, 2))));
    }
}
