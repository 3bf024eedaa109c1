package org.deviceonboarding.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerAuthentication;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.Proof;
import org.deviceonboarding.access.http.ProblemWriters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

@DisplayName("The rate limit")
class RateLimitTest {
    private final RateLimit limit = new RateLimit(ProblemWriters.plain(), properties(2, 1));

    private static RateLimitProperties properties(int perMinute, int processes) {
        return new RateLimitProperties(null, perMinute, 3, List.of("importer=5"), processes, "native");
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void countsAKnownCallerByItselfAndTellsWhatIsLeft() throws Exception {
        ask("192.0.2.1", "/register");
        ask("192.0.2.1", "/register");
        assertThat(ask("192.0.2.1", "/register").getHeader("RateLimit-Policy")).isEqualTo("\"address\";q=2;w=60");

        signIn("somebody");
        MockHttpServletResponse first = ask("192.0.2.1", "/register");
        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(first.getHeader("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=60");
        assertThat(first.getHeader("RateLimit")).matches("\"key\";r=2;t=2[01]");
        ask("192.0.2.2", "/register");
        ask("192.0.2.3", "/register");
        assertThat(ask("192.0.2.4", "/register").getStatus()).isEqualTo(429);

        signIn("importer");
        assertThat(ask("192.0.2.1", "/register").getHeader("RateLimit")).startsWith("\"key\";r=4;");
    }

    @Test
    void isSharedAmongProcesses() {
        assertThat(properties(60, 4).ofAnAddress().perMinute()).isEqualTo(15);
        assertThat(properties(1, 4).ofAnAddress().perMinute()).isEqualTo(1);
    }

    @Test
    void isOnBehindAProxyUnlessSomebodySaysOtherwise() {
        assertThat(properties(1, 1).on()).isTrue();
        assertThat(new RateLimitProperties(null, 1, 1, null, 1, "none").on()).isFalse();
        assertThat(new RateLimitProperties(true, 1, 1, null, 1, "none").on()).isTrue();
        assertThatThrownBy(() -> new RateLimitProperties(true, 1, 1, List.of("importer"), 1, "none"))
                .hasMessageStartingWith("RATE_LIMIT_KEYS is like");
    }

    private static void signIn(String name) {
        SecurityContextHolder.getContext()
                .setAuthentication(new CallerAuthentication(new CallerPrincipal(
                        name, name, Set.of(AccessRole.OPERATOR), new Proof.Key(UUID.randomUUID()), null)));
    }

    @Test
    void turnsAnAddressAwayThatAsksTooMuch() throws Exception {
        assertThat(ask("192.0.2.1", "/register").getStatus()).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/register").getStatus()).isEqualTo(200);

        MockHttpServletResponse third = ask("192.0.2.1", "/register");

        assertThat(third.getStatus()).isEqualTo(429);
        assertThat(third.getContentAsString()).contains("\"rate_limited\"");
        assertThat(Integer.parseInt(String.valueOf(third.getHeader("Retry-After"))))
                .isBetween(1, 60);
    }

    @Test
    void countsEachAddressByItself() throws Exception {
        ask("192.0.2.1", "/register");
        ask("192.0.2.1", "/register");

        assertThat(ask("192.0.2.2", "/register").getStatus()).isEqualTo(200);
    }

    @Test
    void countsAWholeNetworkOfIpv6AsOneAddress() throws Exception {
        ask("2001:db8:0:7::1", "/register");
        ask("2001:db8:0:7::2", "/register");

        assertThat(ask("2001:db8:0:7:ffff::3", "/register").getStatus()).isEqualTo(429);
        assertThat(ask("2001:db8:0:8::1", "/register").getStatus()).isEqualTo(200);
    }

    @Test
    void doesNotCountWhatBrokersAndProbesFetch() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(ask("192.0.2.1", "/crl.pem").getStatus()).isEqualTo(200);
            assertThat(ask("192.0.2.1", "/health/live").getStatus()).isEqualTo(200);
            assertThat(ask("192.0.2.1", "/health/ready").getStatus()).isEqualTo(200);
        }
    }

    private MockHttpServletResponse ask(String address, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
