package org.deviceonboarding.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.web.WebTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page")
class PageFrameTest extends WebTest {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"#]+)");
    private static final String OUR_OWN =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/fleet",
                "/ui/register",
                "/ui/imports",
                "/ui/imports/7d444840-9dc0-41d1-b245-5ffdce74fad2",
                "/ui/bulk/7d444840-9dc0-41d1-b245-5ffdce74fad2",
                "/ui/brokers",
                "/ui/ca",
                "/ui/audit",
                "/ui/audit/then",
                "/ui/access",
            })
    void runsNothingButOurOwn(String path) {
        Answer page = browse(admin(), path).is(200);

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).isEqualTo(OUR_OWN);
        assertThat(page.text())
                .startsWith("<!DOCTYPE html>")
                .contains("Device onboarding</title>", "<main id=\"main\"")
                .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|javascript:|\\sth:");
        List<String> assets = ASSET.matcher(page.text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertThat(assets).hasSizeGreaterThanOrEqualTo(3).allSatisfy(asset -> {
            Answer file = nobody().get(asset).is(200);
            assertThat(file.header("Cache-Control")).contains("immutable");
        });
    }

    @Test
    void leadsOnlyWhereItsReaderMayGo() {
        assertThat(browse(operator(), "/ui/fleet").is(200).text())
                .contains("href=\"/ui/register\"")
                .doesNotContain("href=\"/ui/audit\"");
        assertThat(browse(auditor(), "/ui/fleet").is(200).text())
                .contains("href=\"/ui/audit\"")
                .doesNotContain("href=\"/ui/register\"");
    }

    @Test
    void isThereInWordsForPeopleIfSomethingIsWrong() {
        Answer missing = browse(operator(), "/ui/nothing").is(404);
        assertThat(missing.header("Content-Type")).startsWith("text/html");
        assertThat(missing.header("Content-Security-Policy")).isEqualTo(OUR_OWN);
        assertThat(missing.text()).contains("There is nothing here").doesNotContain("urn:device-onboarding");

        assertThat(browse(auditor(), "/ui/register").is(403).text()).contains("Your role does not allow this");
        assertThat(browse(operator(), "/ui/devices/x").is(400).text()).contains("That is no device id");
    }

    @Test
    void isAProblemDocumentForAProgram() {
        operator().get("/ui/nothing", "Accept", "application/json").isProblem(404, "not_found");
        auditor().get("/ui/register").isProblem(403, "forbidden");
    }
}
