package org.deviceonboarding.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A browser")
class BrowserCookiesTest {
    private HttpServer server;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/in", "Set-Cookie", "session=7; Path=/; HttpOnly");
        answer("/out", "Set-Cookie", "session=; Path=/; Max-Age=0");
        answer("/login", "X", "y");
        server.start();
        browser = new Browser(server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void keepsCookiesUntilTheyAreTakenBack() {
        assertThat(browser.get("/in").is(200).text()).contains("cookie null");
        assertThat(browser.cookies()).containsEntry("session", "7");
        assertThat(browser.get("/out").is(200).text()).contains("cookie session=7");
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void signsInWithTheTokenOfTheForm() {
        assertThat(browser.csrf()).isEqualTo("a token");
        assertThat(browser.signIn("a key", "next", "/ui/fleet").is(200).text())
                .contains("body _csrf=a+token&key=a+key&next=%2Fui%2Ffleet");
    }

    private void answer(String path, String header, String value) {
        server.createContext(path, exchange -> {
            byte[] page = ("<input name=\"_csrf\" value=\"a token\"> cookie "
                            + exchange.getRequestHeaders().getFirst("Cookie") + " body "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add(header, value);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
    }
}
