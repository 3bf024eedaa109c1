package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@DisplayName("The web portal")
class PagesTest extends BrowserTest {
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
}
