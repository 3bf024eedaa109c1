package org.deviceonboarding.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Browser;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A session")
class SessionTest extends ProbeTest {
    private static final String COOKIE = "onboarding_session";

    private Caller holder;
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        holder = operator();
        browser = browser();
    }

    @Test
    void isOverIfItBeganWhileAClockWasAhead() {
        browser.signIn(key()).is(303);
        browser.get("/whoami").is(200);
        jdbc.sql("update web_session set expires_at = expires_at + interval '3 days' where name = :name")
                .param("name", name())
                .update();

        browser.get("/whoami").isProblem(401, "unauthorized");
    }

    @Test
    void beginsWithAKeyAndEndsAtItsHoldersWish() {
        Answer signedIn =
                browser.signIn(key(), "next", "/ui/device/7?tab=topics").is(303);
        assertThat(signedIn.header("Location")).isEqualTo("/ui/device/7?tab=topics");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(COOKIE + "=")
                        .contains("; Path=/", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Domain", "Max-Age"));

        Answer me = browser.get("/whoami").is(200);
        assertThat(me.field("name")).isEqualTo(name());
        assertThat(me.field("owner")).isEqualTo(name());
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(me.field("auth")).isEqualTo("session");
        assertThat(Instant.parse(me.field("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(13)));

        String stolen = cookie(browser);
        assertThat(browser.post("/logout", "_csrf", token()).is(303).header("Location"))
                .isEqualTo("/login");
        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
        withCookie(stolen).get("/whoami").isProblem(401, "unauthorized");

        List<JsonNode> told = signIns();
        assertThat(told).extracting(event -> event.path("type").asString()).containsExactly("SignedIn", "SignedOut");
        assertThat(told.getFirst().path("meta_data").path("auth").asString()).isEqualTo("api_key");
        assertThat(told.getFirst().path("meta_data").path("address").asString()).isNotEmpty();
        assertThat(told.getLast().path("meta_data").path("auth").asString()).isEqualTo("session");
        assertThat(told.getLast().path("payload").path("session_id"))
                .isEqualTo(told.getFirst().path("payload").path("session_id"));
        assertThat(told.toString()).doesNotContain(key(), stolen, Tokens.hash(stolen));
    }

    @Test
    void isKeptAsAHashOnly() {
        browser.signIn(key()).is(303);
        String token = cookie(browser);

        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("select count(*) from web_session where row_to_json(web_session)::text like :token")
                        .param("token", "%" + token + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select hash from web_session where name = :name")
                        .param("name", name())
                        .query(String.class)
                        .single())
                .isEqualTo(Tokens.hash(token));
    }

    @Test
    void isNamedByTheEventsOfWhatIsDoneInIt() {
        browser.signIn(key()).is(303);

        String device = browser.send(
                        "POST",
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(newName()),
                        "Content-Type",
                        "application/json",
                        "X-CSRF-Token",
                        token())
                .is(201)
                .field("device_id");

        JsonNode metadata = metadata(device).getFirst();
        assertThat(metadata.path("actor").asString()).isEqualTo(name());
        assertThat(metadata.path("auth").asString()).isEqualTo("session");
        assertThat(metadata.path("session").asString())
                .isEqualTo(
                        signIns().getFirst().path("payload").path("session_id").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "none"})
    void changesNothingForAForger(String token) {
        browser.signIn(key()).is(303);
        String path = "/suspend/" + holder.register(newName()).field("device_id");
        String[] headers = token.equals("none") ? new String[0] : new String[] {"X-CSRF-Token", token};

        browser.send("POST", path, "", headers).isProblem(403, "forbidden");
        browser.send("DELETE", "/admin/api-keys/7", "", headers).isProblem(403, "forbidden");
        browser.post("/logout").isProblem(403, "forbidden");

        browser.get("/whoami").is(200);
    }

    @Test
    void hasATokenAgainstForgeryOfItsOwn() {
        browser.signIn(key()).is(303);
        Browser other = browser();
        String before = other.csrf();
        other.post("/login", "_csrf", before, "key", String.valueOf(auditor().key()))
                .is(303);

        browser.post("/logout", "_csrf", before).isProblem(403, "forbidden");
        browser.post("/logout", "_csrf", token(other)).isProblem(403, "forbidden");
        other.post("/logout", "_csrf", before).isProblem(403, "forbidden");
        browser.post("/logout", "_csrf", token()).is(303);
    }

    @Test
    void isNotBegunForAForger() {
        browser.post("/login", "key", key()).isProblem(403, "forbidden");
        browser.post("/login", "key", key(), "_csrf", browser().csrf()).isProblem(403, "forbidden");
        browser.send("POST", "/%6cogin", "key=" + key(), "Content-Type", "application/x-www-form-urlencoded")
                .isProblem(403, "forbidden");

        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
    }

    @Test
    void isNoneThatSomebodyElseFixed() {
        browser.cookies().put(COOKIE, "A".repeat(43));
        browser.signIn(key()).is(303);
        String first = cookie(browser);
        assertThat(first).isNotEqualTo("A".repeat(43));

        browser.post("/login", "_csrf", token(), "key", key()).is(303);

        assertThat(browser.cookies().get(COOKIE)).isNotEqualTo(first);
        withCookie(first).get("/whoami").isProblem(401, "unauthorized");
    }

    @Test
    void endsAtOnceWithItsKey() {
        browser.signIn(key()).is(303);
        browser.get("/whoami").is(200);
        jdbc.sql("update api_key set revoked_at = now() where name = :name")
                .param("name", name())
                .update();

        browser.get("/whoami").isProblem(401, "unauthorized");
        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
        browser.signIn(key()).is(401);
    }

    @Test
    void endsWhenItsKeyExpires() {
        Instant soon = Instant.now().plus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        jdbc.sql("update api_key set expires_at = :soon where name = :name")
                .param("soon", Timestamp.from(soon))
                .param("name", name())
                .update();
        browser.signIn(key()).is(303);
        assertThat(browser.get("/whoami").field("expires_at")).isEqualTo(soon.toString());

        jdbc.sql("update api_key set expires_at = now() where name = :name")
                .param("name", name())
                .update();
        browser.get("/whoami").isProblem(401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last_seen_at = now() - interval '31 minutes'",
                "expires_at = now()",
            })
    void endsByItself(String change) {
        browser.signIn(key()).is(303);
        jdbc.sql("update web_session set " + change + " where name = :name")
                .param("name", name())
                .update();

        browser.get("/whoami").isProblem(401, "unauthorized");
    }

    @Test
    void isOneOfSoManyOfItsHolder() {
        browser.signIn(key()).is(303);
        for (int i = 0; i < WebSessions.MOST; i++) {
            browser().signIn(key()).is(303);
        }

        browser.get("/whoami").isProblem(401, "unauthorized");
        assertThat(jdbc.sql("select count(*) from web_session where name = :name")
                        .param("name", name())
                        .query(Integer.class)
                        .single())
                .isEqualTo(WebSessions.MOST);
    }

    @Test
    void isNoBearerTokenAndTheOtherWayRound() {
        browser.signIn(key()).is(303);

        new Caller(nobody().port(), browser.cookies().get(COOKIE))
                .get("/whoami")
                .isProblem(401, "unauthorized");
        withCookie(key()).get("/whoami").isProblem(401, "unauthorized");
        browser.get("/whoami", "Authorization", "Bearer " + key()).isProblem(400, "bad_request");
        nobody().get("/health", "Cookie", COOKIE + "=x", "Authorization", "Bearer x")
                .isProblem(400, "bad_request");
    }

    @Test
    void isAskedForWherePagesAre() {
        assertThat(browser.get("/ui/device/7?tab=topics").is(302).header("Location"))
                .isEqualTo("/login?next=%2Fui%2Fdevice%2F7%3Ftab%3Dtopics");
        assertThat(browser.get("/").is(302).header("Location")).isEqualTo("/login?next=%2F");
        browser.get("/devices").isProblem(401, "unauthorized");
        nobody().get("/ui/fleet").isProblem(401, "unauthorized");

        browser.signIn(String.valueOf(auditor().key())).is(303);
        assertThat(browser.get("/ui/register").is(403).text()).contains("Your role does not allow this");
        browser.get("/ui/access").is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/ui//evil\r\nSet-Cookie: a=b",
                "/ui/\u0000",
                "javascript:alert(1)",
                "/admin/api-keys",
                "/uix",
                "ui/fleet",
                "",
            })
    void leadsNobodyAstray(String next) {
        assertThat(NextPage.of(next)).isEqualTo("/ui/fleet");
    }

    @Test
    void isRefusedInWordsForPeople() {
        Answer refused = browser.signIn("onb_wrong").is(401);

        assertThat(refused.header("Content-Type")).startsWith("text/html");
        assertThat(refused.text()).contains("role=\"alert\"", "not known").doesNotContain("onb_wrong");
        browser.get("/login?next=/ui/fleet&more=1").isInvalid("more");
        assertThat(browser.get("/login?next=%22%3E%3Cscript%3E").text()).doesNotContain("<script");
        assertThat(browser.get("/login?problem=no_role").text()).contains("no role");
    }

    @Test
    void hasPagesThatRunNothingButOurs() {
        Answer page = browser.get("/login").is(200);

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Permissions-Policy")).contains("camera=()");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.text()).doesNotContainPattern("<script|\\sstyle=|\\son[a-z]+=");
    }

    private Browser browser() {
        return new Browser(nobody().port());
    }

    private Browser withCookie(String token) {
        Browser thief = browser();
        thief.cookies().put(COOKIE, token);
        return thief;
    }

    private String key() {
        return String.valueOf(holder.key());
    }

    private String name() {
        return nameOf(holder, "operator");
    }

    private static String cookie(Browser browser) {
        return Objects.requireNonNull(browser.cookies().get(COOKIE));
    }

    private String token() {
        return token(browser);
    }

    /** What a page of the session carries. Here nobody serves such pages, so it is made as they make it. */
    private static String token(Browser browser) {
        String secret = cookie(browser);
        MockHttpServletRequest request = new MockHttpServletRequest();
        var plain = new org.springframework.security.web.csrf.DefaultCsrfToken(
                "X-CSRF-Token", "_csrf", Tokens.hash("csrf:" + secret));
        new XorCsrfTokenRequestAttributeHandler().handle(request, new MockHttpServletResponse(), () -> plain);
        return Objects.requireNonNull((CsrfToken) request.getAttribute("_csrf")).getToken();
    }

    private List<JsonNode> signIns() {
        return jdbc.sql("""
                        select json_build_object('type', payload_type, 'payload', payload::json, 'meta_data', meta_data::json)
                        from domain_event_entry
                        where payload_type in ('SignedIn', 'SignedOut') and meta_data::json ->> 'actor' = :actor
                        order by global_index
                        """).param("actor", name()).query(String.class).list().stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
