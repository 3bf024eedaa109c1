package org.deviceonboarding.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Someone at a browser: looks, types, and notices when something is wrong. */
public final class BrowserWindow {
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private final ChromeDriver driver = Chromium.driver();
    private final String origin;

    public BrowserWindow(int port) {
        this("http://localhost:" + port);
    }

    /** @param origin with the path of PUBLIC_URL */
    public BrowserWindow(String origin) {
        this.origin = origin;
    }

    public BrowserWindow signedIn(String key) {
        driver.manage().deleteAllCookies();
        open("/login");
        field("key").sendKeys(key);
        driver.findElement(By.cssSelector("main button, form button")).click();
        await(() -> !path().startsWith("/login"));
        return this;
    }

    public BrowserWindow open(String path) {
        driver.get(origin + path);
        return this;
    }

    public String path() {
        return driver.getCurrentUrl().substring(origin.length());
    }

    public BrowserWindow at(int width, int height, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    public WebElement field(String name) {
        return driver.findElement(By.name(name));
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public String text(String selector) {
        return find(selector).getText();
    }

    BrowserWindow press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Goes on with the tabulator until the element has the focus. */
    BrowserWindow tabTo(String selector) {
        for (int step = 0; step < 60; step++) {
            if (focused(selector)) {
                return this;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("No tabulator leads to " + selector);
    }

    boolean focused(String selector) {
        return Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", selector));
    }

    Object run(String script, Object... arguments) {
        Object result = ((JavascriptExecutor) driver).executeScript(script, arguments);
        return result == null ? "" : result;
    }

    public BrowserWindow await(BooleanSupplier condition) {
        org.awaitility.Awaitility.await()
                .atMost(GENEROUS)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(condition::getAsBoolean);
        return this;
    }

    public BrowserWindow awaitText(String selector, String text) {
        return await(() ->
                all(selector).stream().anyMatch(element -> element.getText().contains(text)));
    }

    /** Nothing that its console would show a developer: no error, no breach of the content security policy. */
    public void hasNothingToComplainOf() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(LogEntry::getMessage)
                        .filter(message -> !message.contains("the server responded with a status of 4"))
                        .filter(message -> !message.contains("the server responded with a status of 503")))
                .as(path())
                .isEmpty();
    }

    /** axe-core finds nothing that shuts anybody out. */
    @SuppressWarnings("deprecation") // the other way opens a window of its own for the results
    void isAccessible() {
        complainOf(new AxeBuilder().setLegacyMode(true).analyze(driver));
    }

    /** What a scheme of colours or a width can spoil. */
    @SuppressWarnings("deprecation") // as above
    void isReadable() {
        complainOf(new AxeBuilder()
                .setLegacyMode(true)
                .withOnlyRules(List.of("color-contrast", "scrollable-region-focusable"))
                .analyze(driver));
        assertThat((Boolean) run("return document.documentElement.scrollWidth <= innerWidth"))
                .as(path() + " does not fit")
                .isTrue();
    }

    private void complainOf(Results results) {
        assertThat(results.getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(BrowserWindow::told))
                .as(path())
                .isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(5).toList();
    }
}
