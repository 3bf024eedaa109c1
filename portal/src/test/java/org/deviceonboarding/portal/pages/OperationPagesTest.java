package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@DisplayName("The pages of brokers, the CA and keys")
class OperationPagesTest extends BrowserTest {
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
}
