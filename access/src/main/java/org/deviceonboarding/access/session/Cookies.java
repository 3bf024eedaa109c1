package org.deviceonboarding.access.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Sets and clears the portal's cookies: for no script, for no other site, and where there is TLS only over it. If {@code PUBLIC_URL} has a path,
 * browsers send them below it only, so that other applications of the host do not get them. The prefix {@code __Host-} demands the path
 * {@code /} (RFC 6265bis, section 4.1.3), so they have {@code __Secure-} then.
 */
@Component
public class Cookies {
    private static final String OF_THE_HOST = "__Host-";
    private static final String BELOW_A_PATH = "__Secure-";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._=-]{1,3000}");

    private final boolean tls;
    private final String path;

    Cookies(SessionProperties properties) {
        this.tls = "https".equals(properties.publicUrl().getScheme());
        String path = properties.publicUrl().getRawPath();
        this.path = path == null || path.isEmpty() ? "/" : path;
    }

    /** The value of the cookie; nothing if there are two of that name. */
    public Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        if (all == null) {
            return Optional.empty();
        }
        String full = fullName(request, name);
        var values = Arrays.stream(all)
                .filter(cookie -> cookie.getName().equals(full))
                .map(Cookie::getValue)
                .filter(value -> SANE.matcher(value).matches())
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    public boolean has(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        String full = fullName(request, name);
        return all != null
                && Arrays.stream(all).anyMatch(cookie -> cookie.getName().equals(full));
    }

    /** @param age how long the browser keeps it; null: until it is closed */
    public void set(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            @Nullable Duration age) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(fullName(request, name), value)
                .httpOnly(true)
                .secure(secure(request))
                .sameSite("Lax")
                .path(path);
        if (age != null) {
            cookie.maxAge(age);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    public void clear(HttpServletRequest request, HttpServletResponse response, String name) {
        set(request, response, name, "", Duration.ZERO);
    }

    private String fullName(HttpServletRequest request, String name) {
        if (!secure(request)) {
            return name;
        }
        return (path.equals("/") ? OF_THE_HOST : BELOW_A_PATH) + name;
    }

    private boolean secure(HttpServletRequest request) {
        return tls || request.isSecure();
    }
}
