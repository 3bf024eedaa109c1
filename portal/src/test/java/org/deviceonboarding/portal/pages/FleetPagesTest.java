package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.deviceonboarding.command.job.change.Preparation;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("The pages of the fleet and its devices")
class FleetPagesTest extends BrowserTest {
    @Autowired
    private Preparation prepared;

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
}
