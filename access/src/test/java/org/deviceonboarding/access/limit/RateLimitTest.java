package org.deviceonboarding.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.deviceonboarding.access.http.ProblemWriters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("The rate limit")
class RateLimitTest {
    private final RateLimit limit = new RateLimit(ProblemWriters.plain(), 2);

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
