package org.deviceonboarding.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Browser;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An issuer's token")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class OidcTest extends ProbeTest {
    private static final String SESSION = "onboarding_session";

    private TestIssuer issuer;

    /** The portal was started while nobody answered at the issuer's address. */
    @BeforeAll
    void startTheIssuerLate() throws Exception {
        with(token(claims -> claims)).get("/whoami").isProblem(503, "unavailable");
        operator().get("/devices").is(200);
        Browser browser = browser();
        assertThat(browser.get("/oauth2/authorization/oidc").is(302).header("Location"))
                .isEqualTo("/login?problem=unavailable");
        assertThat(browser.get("/login?problem=unavailable").text()).contains("does not answer");

        issuer = new TestIssuer();
        String good = token(claims -> claims);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> with(good).get("/whoami").status() == 200);
    }

    @AfterAll
    void stopTheIssuer() throws Exception {
        issuer.close();
    }

    @Test
    void isOneOfTheIssuersOwnMaking() {
        String basic =
                Base64.getEncoder().encodeToString("machine:a-secret-of-the-machine".getBytes(StandardCharsets.UTF_8));
        Answer granted = new Caller(TestIssuer.PORT, null)
                .send(
                        "POST",
                        "/oauth2/token",
                        BodyPublishers.ofString("grant_type=client_credentials"),
                        "Authorization",
                        "Basic " + basic,
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .is(200);
        Caller machine = with(granted.field("access_token"));

        Answer me = machine.get("/whoami").is(200);
        assertThat(me.field("name")).isEqualTo("oidc/machine");
        assertThat(me.field("auth")).isEqualTo("oidc");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(Instant.parse(me.field("expires_at"))).isAfter(Instant.now());

        String device = machine.register(newName()).field("device_id");
        machine.get("/audit/events").isProblem(403, "forbidden");
        assertThat(metadata("aggregate_identifier = :x", device)).allSatisfy(event -> {
            assertThat(event.path("actor").asString()).isEqualTo("oidc/machine");
            assertThat(event.path("auth").asString()).isEqualTo("oidc");
            assertThat(event.path("issuer").asString()).isEqualTo(TestIssuer.URL);
        });
    }

    @Test
    void opensNothingWithoutARole(CapturedOutput output) {
        Caller somebody = with(token(claims -> claims.claim("realm_access", Map.of("roles", List.of("operator")))));

        assertThat(somebody.get("/whoami").is(200).json().path("roles")).isEmpty();
        somebody.get("/devices").isProblem(403, "forbidden");
        somebody.post("/register").isProblem(403, "forbidden");
        somebody.get("/ui/fleet").isProblem(403, "forbidden");
        assertThat(output).contains("opens nothing: no role in its realm_access.roles is one of OIDC_ROLE_MAPPING");
    }

    /** The answer is the same each time; our log says why. */
    @Test
    void isNotTakenIfItIsForOthersOrOver(CapturedOutput output) {
        Instant now = Instant.now();
        refused(token(claims -> claims.audience("other")), output, "The aud claim is not valid", "aud [other]");
        refused(token(claims -> claims.audience((String) null)), output, "The aud claim is not valid");
        refused(
                token(claims -> claims.issueTime(Date.from(now.minusSeconds(240)))
                        .expirationTime(Date.from(now.minusSeconds(120)))),
                output,
                "Jwt expired at",
                "exp " + now.minusSeconds(120).truncatedTo(ChronoUnit.SECONDS));
        refused(
                token(claims -> claims.expirationTime(Date.from(now.minusSeconds(120)))),
                output,
                "It expired before it was issued");
        refused(token(claims -> claims.expirationTime(null)), output, "exp", "exp none");
        refused(token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(600)))), output, "Jwt used before");
        refused(
                token(claims -> claims.issuer("http://localhost:1")),
                output,
                "The iss claim is not valid",
                "iss http://localhost:1,");
        refused(token(claims -> claims.issuer(TestIssuer.URL + "/")), output, "The iss claim is not valid");
        refused(token(claims -> claims.issuer(null)), output, "The iss claim is not valid", "iss none");
        refused(
                token(claims -> claims.claim("preferred_username", "=cmd|' /C calc'!A0")),
                output,
                "its preferred_username is missing or no name that the log can bear");
        refused(token(claims -> claims.claim("preferred_username", null)), output, "its preferred_username is missing");
        refused(
                token(claims -> claims.issuer("http://localhost:1\nINFO forged line")),
                output,
                "Its claims cannot be read (iss http://localhost:1?INFO forged line, ");
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("INFO forged line"));
    }

    @Test
    void isNotTakenIfSomebodyElseSigned(CapturedOutput output) throws Exception {
        JWTClaimsSet claims = claims(any -> any);
        RSAKey other = TestIssuer.newKey();
        String good = token(any -> any);
        String kid = "kid " + TestIssuer.KEY.getKeyID();

        refused(new PlainJWT(claims).serialize(), output, "it is not signed");
        refused(good.substring(0, good.lastIndexOf('.') + 1), output, "it is no JWT");
        refused("a.b.c", output, "it is no JWT");
        refused(
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                output,
                "its signature is not by the key it names",
                kid + ", alg RS256");
        refused(
                signed(claims, JWSAlgorithm.RS256, TestIssuer.KEY.getKeyID(), new RSASSASigner(other)),
                output,
                "its signature is not by the key it names",
                kid);
        // The public key, which everybody has, as the shared secret (RFC 8725, section 2.1).
        byte[] publicKey = TestIssuer.KEY.toRSAPublicKey().getEncoded();
        refused(
                signed(claims, JWSAlgorithm.HS256, TestIssuer.KEY.getKeyID(), new MACSigner(publicKey)),
                output,
                "the issuer has no key for it",
                "alg HS256");
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        refused(
                signed(claims, JWSAlgorithm.HS256, TestIssuer.KEY.getKeyID(), new MACSigner(pem)),
                output,
                "the issuer has no key for it");
        for (int i = 0; i < 4; i++) {
            refused(
                    signed(claims, JWSAlgorithm.RS256, "no-such-key-" + i, new RSASSASigner(other)),
                    output,
                    "the issuer has no key for it",
                    "kid no-such-key-" + i);
        }
        with(good).get("/whoami").is(200);
    }

    @Test
    void beginsASessionInABrowser() {
        Browser browser = browser();
        assertThat(browser.get("/login").text()).contains("/oauth2/authorization/oidc?next=/ui/fleet");
        Answer callback = signInAtTheIssuer(browser, "ada", "/ui/device/7");

        assertThat(callback.is(302).header("Location")).isEqualTo("/ui/device/7");
        Answer me = browser.get("/whoami").is(200);
        assertThat(me.field("name")).isEqualTo("oidc/ada");
        assertThat(me.field("auth")).isEqualTo("session");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(browser.cookies()).containsOnlyKeys(SESSION);
        JsonNode signedIn = metadata("payload_type = :x", "SignedIn").getLast();
        assertThat(signedIn.path("actor").asString()).isEqualTo("oidc/ada");
        assertThat(signedIn.path("auth").asString()).isEqualTo("oidc");
        assertThat(signedIn.path("issuer").asString()).isEqualTo(TestIssuer.URL);

        jdbc.sql("update web_session set issuer = 'https://former.example' where name = 'oidc/ada'")
                .update();
        browser.get("/whoami").isProblem(401, "unauthorized");
    }

    @Test
    void beginsNoSessionOfSomebodyWithoutARole() {
        Browser browser = browser();
        assertThat(signInAtTheIssuer(browser, "eve", "/ui/fleet").is(302).header("Location"))
                .isEqualTo("/login?problem=no_role");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void beginsNoSessionInAnotherBrowserThanTheOneThatAsked() {
        Browser mine = browser();
        String callback = dance(mine, "ada", "/ui/fleet");
        Browser victim = browser();
        refusedAtTheCallback(victim, callback);

        victim.get("/oauth2/authorization/oidc");
        refusedAtTheCallback(victim, callback);
        refusedAtTheCallback(mine, callback + "x");
        refusedAtTheCallback(mine, callback); // a dance is for one try
    }

    @Test
    void leadsNobodyAstray() {
        assertThat(signInAtTheIssuer(browser(), "ada", "//evil.example").header("Location"))
                .isEqualTo("/ui/fleet");
    }

    private void refusedAtTheCallback(Browser browser, String callback) {
        assertThat(browser.get(callback).is(302).header("Location")).isEqualTo("/login?problem=refused");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    private Answer signInAtTheIssuer(Browser browser, String name, String next) {
        return browser.get(dance(browser, name, next));
    }

    /** @return where the issuer sends the browser back to */
    private static String dance(Browser browser, String name, String next) {
        String wish =
                browser.get("/oauth2/authorization/oidc?next=" + next).is(302).header("Location");
        assertThat(wish).contains("code_challenge_method=S256", "state=", "nonce=");
        assertThat(browser.cookies().get("onboarding_sso")).matches("[A-Za-z0-9_-]+");
        Browser there = new Browser(TestIssuer.PORT);
        there.get(path(wish)).is(302);
        Matcher csrf = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"")
                .matcher(there.get("/login").is(200).text());
        assertThat(csrf.find()).isTrue();
        Answer signedIn =
                there.post("/login", "username", name, "password", TestIssuer.PASSWORD, "_csrf", csrf.group(1));
        String back =
                there.get(path(signedIn.is(302).header("Location"))).is(302).header("Location");
        assertThat(back).startsWith(TestIssuer.CALLBACK + "?code=");
        return path(back);
    }

    private static String path(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private void refused(String token, CapturedOutput output, String... reasons) {
        int before = output.getAll().length();
        Answer answer = with(token).get("/devices").isProblem(401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.field("detail")).isEqualTo("The bearer token is not one that is valid here");
        String logged = output.getAll().substring(before);
        assertThat(logged.lines().filter(line -> line.contains("A token was refused: ")))
                .singleElement()
                .asString()
                .contains(reasons);
        assertThat(logged).doesNotContain(token);
    }

    private Caller with(String token) {
        return new Caller(nobody().port(), token);
    }

    private Browser browser() {
        return new Browser(nobody().port());
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            return signed(
                    claims(change), JWSAlgorithm.RS256, TestIssuer.KEY.getKeyID(), new RSASSASigner(TestIssuer.KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(TestIssuer.URL)
                        .audience("onboarding")
                        .subject("1")
                        .claim("preferred_username", "ada")
                        .claim("realm_access", Map.of("roles", List.of("fleet-ops")))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300))))
                .build();
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String key, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private List<JsonNode> metadata(String where, String value) {
        return jdbc
                .sql("select meta_data from domain_event_entry where " + where + " order by global_index")
                .param("x", value)
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
