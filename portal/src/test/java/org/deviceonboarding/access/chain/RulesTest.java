package org.deviceonboarding.access.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Goes through every endpoint that some controller serves: one that nobody thought of must not slip through. */
@DisplayName("The rules")
class RulesTest extends PortalTest {
    private static final Set<String> OF_NOBODY = Set.of(
            "/error", // only the server itself goes there
            "/openapi.json.yaml"); // comes with the library; closed

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** One request that a controller would answer. */
    private record Endpoint(String method, String path) {
        Optional<AccessRule> rule() {
            return AccessRules.ALL.stream()
                    .filter(rule -> rule.matcher().matches(request()))
                    .findFirst();
        }

        /** Null for everybody. */
        @Nullable
        Set<AccessRole> who() {
            return rule().orElseThrow().who();
        }

        private MockHttpServletRequest request() {
            MockHttpServletRequest request = new MockHttpServletRequest(method, path);
            request.setServletPath(path);
            ServletRequestPathUtils.parseAndCache(request);
            return request;
        }

        Answer ask(Caller caller) {
            return caller.send(method, path, BodyPublishers.noBody());
        }
    }

    @Test
    void nameEveryEndpoint() {
        assertThat(endpoints())
                .hasSizeGreaterThan(40)
                .allSatisfy(endpoint -> assertThat(endpoint.rule())
                        .as("AccessRules say nothing of %s", endpoint)
                        .isPresent());
    }

    @Test
    void keepEachEndpointToItsRoles() {
        Caller operator = operator();
        Caller auditor = auditor();
        for (Endpoint endpoint : endpoints()) {
            Set<AccessRole> who = endpoint.who();
            if (who == null) {
                continue;
            }
            assertThat(endpoint.ask(nobody()).status())
                    .as("nobody: %s", endpoint)
                    .isEqualTo(401);
            assertThat(endpoint.ask(new Caller(nobody().port(), "garbage")).status())
                    .as("garbage: %s", endpoint)
                    .isEqualTo(401);
            if (!who.isEmpty()) {
                check(endpoint, operator, who.contains(AccessRole.OPERATOR));
                check(endpoint, auditor, who.contains(AccessRole.AUDITOR));
                assertThat(who).as(endpoint.toString()).contains(AccessRole.ADMIN);
            }
        }
    }

    // Of those who may, only reads are tried: what the others do is not for every device to bear.
    private static void check(Endpoint endpoint, Caller caller, boolean allowed) {
        if (!allowed) {
            endpoint.ask(caller).isProblem(403, "forbidden");
        } else if (endpoint.method().equals("GET") && !endpoint.path().endsWith("/events")) {
            assertThat(endpoint.ask(caller).status()).as(endpoint.toString()).isNotIn(401, 403);
        }
    }

    @Test
    void leaveChangesToNoAuditor() {
        assertThat(endpoints())
                .filteredOn(endpoint -> !endpoint.method().equals("GET"))
                .filteredOn(endpoint -> {
                    Set<AccessRole> who = endpoint.who();
                    return who != null && who.contains(AccessRole.AUDITOR);
                })
                // What they ask, they ask of the past, or of what would be.
                .allSatisfy(endpoint -> assertThat(endpoint.path()).containsPattern("^/audit/|/preview$"));
    }

    private List<Endpoint> endpoints() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(RulesTest::endpoints)
                .filter(endpoint -> !OF_NOBODY.contains(endpoint.path()))
                .distinct()
                .toList();
    }

    private static Stream<Endpoint> endpoints(RequestMappingInfo info) {
        Set<RequestMethod> named = info.getMethodsCondition().getMethods();
        Set<RequestMethod> methods = named.isEmpty() ? EnumSet.allOf(RequestMethod.class) : named;
        return info.getPatternValues().stream()
                .map(pattern -> pattern.replaceAll(
                                "\\{[^}]*id}", UUID.randomUUID().toString())
                        .replaceAll("\\{[^}]*}", "x"))
                .flatMap(path -> methods.stream().map(method -> new Endpoint(method.name(), path)));
    }
}
