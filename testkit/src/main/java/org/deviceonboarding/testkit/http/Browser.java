package org.deviceonboarding.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps cookies as a browser does, and reads forms. */
public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final Caller caller;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(int port) {
        this.caller = new Caller(port, null);
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** A form: names and values in turn. */
    public Answer post(String path, String... fields) {
        String body = Stream.iterate(0, i -> i < fields.length, i -> i + 2)
                .map(i -> encoded(fields[i]) + "=" + encoded(fields[i + 1]))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    public Answer send(String method, String path, String body, String... headers) {
        String[] all =
                Stream.concat(Stream.of("Accept", HTML), Arrays.stream(headers)).toArray(String[]::new);
        if (!cookies.isEmpty()) {
            String jar = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            all = Stream.concat(Arrays.stream(all), Stream.of("Cookie", jar)).toArray(String[]::new);
        }
        Answer answer = caller.send(
                method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body), all);
        answer.headers().allValues("Set-Cookie").stream()
                .flatMap(line -> HttpCookie.parse(line).stream())
                .forEach(this::keep);
        return answer;
    }

    private void keep(HttpCookie cookie) {
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }

    /** The token of the login page's form. */
    public String csrf() {
        Matcher matcher = CSRF.matcher(get("/login").is(200).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    public Answer signIn(String key, String... more) {
        String[] fields = Stream.concat(Stream.of("_csrf", csrf(), "key", key), Arrays.stream(more))
                .toArray(String[]::new);
        return post("/login", fields);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
