package org.deviceonboarding.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("A cookie")
class CookiesTest {
    private final Cookies plain = cookies("http://localhost:5000");
    private final Cookies tls = cookies("https://portal.example");
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void isForTlsOnlyWhereThereIsTls() {
        tls.set(request, response, "session", "v", null);
        assertThat(response.getHeader("Set-Cookie"))
                .isEqualTo("__Host-session=v; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void isForThePathOfThePortalAlone() {
        cookies("https://example.com/iot").set(request, response, "session", "v", null);
        assertThat(response.getHeader("Set-Cookie"))
                .isEqualTo("__Secure-session=v; Path=/iot; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void isForTlsOnlyWhereTheRequestCameSo() {
        request.setSecure(true);
        plain.set(request, response, "session", "v", Duration.ofMinutes(10));
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Host-session=v; Path=/; Max-Age=600;")
                .contains("Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void worksOnALaptopToo() {
        plain.set(request, response, "session", "v", null);
        assertThat(response.getHeader("Set-Cookie")).isEqualTo("session=v; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void isReadUnderTheNameThatOtherHostsCannotSet() {
        request.setCookies(new Cookie("session", "planted"));
        assertThat(tls.read(request, "session")).isEmpty();

        request.setCookies(new Cookie("session", "planted"), new Cookie("__Host-session", "ours"));
        assertThat(tls.read(request, "session")).contains("ours");
        assertThat(plain.read(request, "session")).contains("planted");
    }

    @Test
    void isReadOnlyIfThereIsOneOfItsName() {
        request.setCookies(new Cookie("session", "a"), new Cookie("session", "b"));
        assertThat(plain.read(request, "session")).isEmpty();
        assertThat(plain.has(request, "session")).isTrue();
        assertThat(plain.has(new MockHttpServletRequest(), "session")).isFalse();
    }

    private static Cookies cookies(String url) {
        return new Cookies(new SessionProperties(Duration.ofMinutes(30), Duration.ofHours(12), URI.create(url), ""));
    }
}
