package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

@DisplayName("The page of registrations")
class RegisterPageTest extends BrowserTest {
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

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toAbsolutePath().toString();
    }
}
