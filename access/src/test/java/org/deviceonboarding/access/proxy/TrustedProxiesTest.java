package org.deviceonboarding.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Behind proxies, the caller is")
class TrustedProxiesTest {
    private static final List<String> OURS = List.of("127.0.0.0/8", "10.1.0.0/16", "2001:db8:1::/48", "::1");

    @TempDir
    private Path folder;

    private final Tomcat tomcat = new Tomcat();

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7|192.0.2.7",
                "192.0.2.7:51234|192.0.2.7",
                "2001:DB8::1|2001:db8::1",
                "[2001:db8::1]|2001:db8::1",
                "[2001:db8::1]:443|2001:db8::1",
                "fe80::1%eth0|fe80::1",
                "::ffff:192.0.2.7|192.0.2.7",
                // the caller wrote the first ones
                "198.51.100.1, 192.0.2.7|192.0.2.7",
                "127.0.0.1, 192.0.2.7|192.0.2.7",
                "unknown, 192.0.2.7|192.0.2.7",
                "<script>, 192.0.2.7:1|192.0.2.7",
                // through proxies of ours
                "198.51.100.1, 192.0.2.7, 10.1.2.3|192.0.2.7",
                "192.0.2.7, [2001:db8:1::5]:8080, 10.1.2.3:80|192.0.2.7",
                "10.1.2.3, 127.0.0.1|10.1.2.3",
                "192.0.2.7, ,|192.0.2.7",
                // what is no address: the hop that passed it on
                "unknown|127.0.0.1",
                "_hidden|127.0.0.1",
                "192.0.2.7, unknown|127.0.0.1",
                "192.0.2.7, unknown, 10.1.2.3|10.1.2.3",
                "portal.example|127.0.0.1",
                "1|127.0.0.1",
                "192.0.2.7.8|127.0.0.1",
                "192.0.2.256|127.0.0.1",
                "192.0.2.7:port|127.0.0.1",
                "[2001:db8::1|127.0.0.1",
                "2001:db8::1::2|127.0.0.1",
                "1.2.3.4; drop table|127.0.0.1",
            })
    void theLastHopThatIsNoProxyOfOurs(String said, String caller) throws Exception {
        int port = listening(OURS);

        assertThat(seen(port, "X-Forwarded-For: " + said)).isEqualTo(caller + " http");
    }

    @Test
    void readFromAllLinesOfTheHeader() throws Exception {
        int port = listening(OURS);

        assertThat(seen(
                        port,
                        "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-For: 10.1.2.3"))
                .isEqualTo("192.0.2.7 http");
        assertThat(seen(port, "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https"))
                .isEqualTo("192.0.2.7 https");
    }

    @Test
    void whoeverConnectsIfThatIsNoProxyOfOurs() throws Exception {
        int port = listening(List.of("10.1.0.0/16", "127.0.0.2"));

        assertThat(seen(port, "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https"))
                .isEqualTo("127.0.0.1 http");
        assertThat(seen(port, "X-Forwarded-For: 10.1.2.3, 127.0.0.2")).isEqualTo("127.0.0.1 http");
    }

    @Test
    void whoeverConnectsIfNobodyIsTrusted() throws Exception {
        int port = listening(List.of());

        assertThat(seen(port, "X-Forwarded-For: 192.0.2.7")).isEqualTo("127.0.0.1 http");
    }

    @Test
    void neverTakenFromForwarded() throws Exception {
        int port = listening(OURS);

        assertThat(seen(port, "Forwarded: for=192.0.2.7;proto=https")).isEqualTo("127.0.0.1 http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "2001:db8::/129", "10\\..*"})
    void notToldByAListThatIsWrong(String network) {
        assertThatThrownBy(() -> new ProxyProperties("native", List.of("127.0.0.1", network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TRUSTED_PROXIES holds addresses and networks")
                .hasMessageEndingWith(network);
    }

    @Test
    void notToldByAnUnknownWay() {
        assertThatThrownBy(() -> new ProxyProperties("framework", List.of()))
                .hasMessage("FORWARD_HEADERS is none or native");
    }

    private int listening(List<String> trusted) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setHostname("127.0.0.1");
        tomcat.getEngine()
                .getPipeline()
                .addValve(new TrustedProxies(new ProxyProperties("native", trusted).networks()));
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "echo", new Echo());
        context.addServletMappingDecoded("/", "echo");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static String seen(int port, String headers) throws IOException {
        Answer answer = new RawConnection(port)
                .send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n");
        return answer.text();
    }

    /** Says who called, and how. */
    private static final class Echo extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme());
        }
    }
}
