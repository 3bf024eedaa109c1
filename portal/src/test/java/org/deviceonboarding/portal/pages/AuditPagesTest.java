package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@DisplayName("The pages of auditors")
class AuditPagesTest extends BrowserTest {
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
    void verifiesFromTheAuditPage() {
        browser.open("/ui/audit?type=CertificateRevoked&limit=1");
        assertThat(browser.all(".event")).hasSize(1);
        browser.find("#sign").click();
        browser.await(() -> browser.find("#checkpoint").isDisplayed());
        assertThat(browser.text("[data-checkpoint=verifier_key]")).contains("+");
    }
}
