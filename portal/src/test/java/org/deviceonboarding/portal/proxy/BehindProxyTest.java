package org.deviceonboarding.portal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.command.deviceport.DevicePortServer;
import org.deviceonboarding.portal.commandline.Shell;
import org.deviceonboarding.portal.pages.BrowserWindow;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** With nginx and the settings that the documents show. */
@DisplayName("A portal behind a proxy, below a path")
class BehindProxyTest extends ProxiedTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired
    private DevicePortServer devices;

    @Test
    void signsInByARedirectionAndACookieForItsPathAlone() throws Exception {
        Answer asked = get(URL + "/ui/fleet?status=active", "Accept", "text/html");
        assertThat(asked.is(302).header("Location")).isEqualTo("/iot/login?next=%2Fui%2Ffleet%3Fstatus%3Dactive");

        Answer form =
                get(HOST + asked.header("Location"), "Accept", "text/html").is(200);
        assertThat(form.text()).contains("action=\"/iot/login\"", "href=\"/iot/assets/css/portal.css\"");
        assertThat(get(URL + "/assets/css/portal.css").status()).isEqualTo(200);
        assertThat(form.header("Content-Security-Policy")).contains("form-action 'self'");
        assertThat(form.header("Strict-Transport-Security")).startsWith("max-age=");
        assertThat(cookie(form))
                .matches("__Secure-onboarding_sign_in=[^;]+; Path=/iot; Secure; HttpOnly; SameSite=Lax");

        Matcher csrf = CSRF.matcher(form.text());
        assertThat(csrf.find()).isTrue();
        Answer signedIn = send(
                "POST",
                URL + "/login",
                "_csrf=" + csrf.group(1) + "&key=" + key() + "&next=%2Fui%2Ffleet%3Fstatus%3Dactive",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                cookie(form).split(";", -1)[0]);
        assertThat(signedIn.is(303).header("Location")).isEqualTo("/iot/ui/fleet?status=active");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(set -> assertThat(set)
                        .matches("__Secure-onboarding_session=[^;]+; Path=/iot; .*Secure; HttpOnly; SameSite=Lax"));
        assertThat(get(URL).is(308).header("Location")).isEqualTo(URL + "/");
        assertThat(get(URL + "/", "Cookie", session(signedIn)).is(302).header("Location"))
                .isEqualTo("/iot/ui/fleet");
    }

    @Test
    void registersADeviceWhoseLinksAndCertificateLeadThroughTheProxy() throws Exception {
        String name = newName();
        Answer registered =
                register(URL, name, "X-Forwarded-For", "203.0.113.9").is(201);
        String id = registered.field("device_id");

        assertThat(registered.header("Location")).isEqualTo("/iot/device/" + id);
        assertThat(get(HOST + registered.header("Location"), "Authorization", "Bearer " + key())
                        .is(200)
                        .field("name"))
                .isEqualTo(name);
        String link = registered.field("credentials_link");
        assertThat(link).startsWith(URL + "/credentials/");
        assertThat(get(link, "Accept", "text/html").is(200).text()).contains("href=\"/iot/assets/");
        assertThat(send("POST", link, "").is(200).body()).startsWith('P', 'K');
        assertThat(distributionPoint(registered.field("certificate_pem"))).contains("URI:" + URL + "/crl");
        assertThat(get(URL + "/crl").is(200).body()).isNotEmpty();
        assertThat(get("http://localhost:" + HTTP + "/iot/crl").is(200).body()).isNotEmpty();
        assertThat(get("http://localhost:" + HTTP + "/iot/ui/fleet").is(308).header("Location"))
                .isEqualTo(URL + "/ui/fleet");
        assertThat(addresses(id)).containsOnly(CALLER);
    }

    @Test
    void describesItselfUnderItsPublicAddress() throws Exception {
        assertThat(get(URL + "/openapi.json")
                        .is(200)
                        .json()
                        .at("/servers/0/url")
                        .asString())
                .isEqualTo(URL);
        assertThat(Shell.local("list", "--url", URL, "--ca-file", CA.file().toString(), "--key-file", keyFile())
                        .is(0)
                        .out())
                .contains("NAME");
    }

    @Test
    void keepsAtTheRootWhatMachinesFetchThereAndNothingElse() throws Exception {
        Caller direct = new Caller(port, null);
        for (String path : List.of("/health", "/health/live", "/health/ready", "/metrics", "/crl.pem", "/ca.crt")) {
            assertThat(direct.get(path).status()).as(path).isEqualTo(200);
            assertThat(direct.get("/iot" + path).status()).as(path).isEqualTo(200);
        }
        assertThat(direct.get("/crl?min_position=1").status()).isEqualTo(200);
        for (String path : List.of("/", "/login", "/device/1", "/openapi.json", "/healthy", "/iot/iot/metrics")) {
            assertThat(get(direct() + path).status()).as(path).isIn(401, 404);
        }
    }

    @Test
    void renewsADeviceAtTheRootOfThePortForDevices(@TempDir Path folder) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> devices.port() > 0);
        Files.writeString(
                folder.resolve("ca.crt"), new Caller(port, null).get("/ca.crt").text());
        String csr = new CurlDevice(folder, "any").csr("device").replace("\n", "\\n");
        Answer registered = send(
                        "POST",
                        URL + "/register",
                        "{\"name\": \"" + newName() + "\", \"type\": \"pump\", \"csr\": \"" + csr + "\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + key())
                .is(201);
        CurlDevice device = new CurlDevice(folder, registered.field("device_id"));
        device.keep("device", registered.field("certificate_pem"));

        assertThat(device.renew(devices.port(), device.id(), "device", device.csr("next"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void believesNobodyButTheProxy() throws Exception {
        Answer registered = register(direct() + "/iot", newName(), "X-Forwarded-For", "203.0.113.9")
                .is(201);
        assertThat(addresses(registered.field("device_id"))).containsOnly(CALLER);

        new Caller(port, key())
                .get("/iot/devices", "X-Forwarded-Proto", "https")
                .isProblem(403, "https_required");
    }

    @Test
    void isUsedInABrowser() throws Exception {
        startNginx();
        String name = newName();
        BrowserWindow browser = new BrowserWindow(URL).at(1280, 900, "light").signedIn(key());
        assertThat(browser.path()).isEqualTo("/ui/fleet");
        browser.open("/ui/register");
        browser.field("name").sendKeys(name);
        browser.field("type").sendKeys("pump");
        browser.find("form[data-api] [data-submit]").click();
        browser.awaitText("#credentials-link", URL + "/credentials/");
        browser.find("[data-device-link]").click();
        browser.awaitText("h1", name);
        assertThat(browser.path()).startsWith("/ui/devices/");
        for (String page :
                List.of("/ui/imports", "/ui/brokers", "/ui/ca", "/ui/audit", "/ui/audit/then", "/ui/access")) {
            browser.open(page).await(() -> browser.all("[aria-busy=true]").isEmpty());
        }
        browser.open("/docs").awaitText("#description", "/register");
        browser.hasNothingToComplainOf();
    }

    private List<String> addresses(String device) {
        return jdbc.sql("""
            select meta_data::jsonb ->> 'address' from domain_event_entry
            where aggregate_identifier = :device
            """).param("device", device).query(String.class).list();
    }

    private String distributionPoint(String pem) throws Exception {
        Path file = Files.writeString(DATA.resolve("shown.pem"), pem);
        return TestTool.run(
                        DATA,
                        List.of("openssl", "x509", "-in", file.toString(), "-noout", "-ext", "crlDistributionPoints"))
                .output();
    }

    private String keyFile() {
        return DATA.resolve("admin.key").toString();
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie");
    }

    private static String session(Answer signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("__Secure-onboarding_session="))
                .map(set -> set.split(";", -1)[0])
                .findFirst()
                .orElseThrow();
    }
}
