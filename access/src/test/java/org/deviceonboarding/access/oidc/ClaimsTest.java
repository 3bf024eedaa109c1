package org.deviceonboarding.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.start.StartRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A token's claims")
class ClaimsTest {

    @Test
    void giveANameThatNoKeyHas() {
        assertThat(caller("roles", Map.of("sub", "ada@example.org")).name()).isEqualTo("oidc/ada@example.org");
        assertThat(caller("roles", Map.of("sub", "ada@example.org")).owner()).isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ada", "=1+1", "a b", "a\nb", "a\u202eb", "@ada", "a/b", "<b>"})
    void giveNobodyWhoseNameTheLogCannotBear(String name) {
        assertThat(claims("roles", "a=operator").caller(Map.of("sub", name), null))
                .isEmpty();
        assertThat(claims("roles", "a=operator").caller(Map.of("sub", List.of(name)), null))
                .isEmpty();
        assertThat(claims("roles", "a=operator").caller(Map.of(), null)).isEmpty();
    }

    @Test
    void giveRolesFromWhereverTheyAre() {
        Map<String, Object> realm = Map.of("realm_access", Map.of("roles", List.of("fleet-ops", "other")));
        assertThat(roles("realm_access.roles", realm)).containsExactly(AccessRole.OPERATOR);
        assertThat(roles("https://a.example/roles", Map.of("https://a.example/roles", List.of("boss"))))
                .containsExactly(AccessRole.ADMIN);
        assertThat(roles("role", Map.of("role", "fleet-ops"))).containsExactly(AccessRole.OPERATOR);
        assertThat(roles("roles", Map.of("roles", List.of(7, "operator", "admin"))))
                .isEmpty();
        assertThat(roles("a.b.c", Map.of("a", "b"))).isEmpty();
    }

    @Test
    void meanWhatTheMappingSays() {
        assertThat(RoleMapping.parse("a=operator,a=auditor,cn=x=admin").ours())
                .isEqualTo(
                        Map.of("a", Set.of(AccessRole.OPERATOR, AccessRole.AUDITOR), "cn=x", Set.of(AccessRole.ADMIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=operator", "a=root", "a=operator,", "a=OPERATOR"})
    void areNotReadByHalfAMapping(String mapping) {
        assertThatThrownBy(() -> RoleMapping.parse(mapping)).isInstanceOf(StartRefused.class);
    }

    @Test
    void needAnAudience() {
        assertThatThrownBy(() -> properties("https://issuer.example", "", "roles", "a=operator"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("OIDC_AUDIENCE");
    }

    private static Set<AccessRole> roles(String claim, Map<String, Object> more) {
        return caller(claim, more).roles();
    }

    private static CallerPrincipal caller(String roleClaim, Map<String, Object> claims) {
        Map<String, Object> all = new java.util.HashMap<>(claims);
        all.putIfAbsent("sub", "ada");
        return claims(roleClaim, "fleet-ops=operator,boss=admin")
                .caller(all, null)
                .orElseThrow();
    }

    private static Claims claims(String roleClaim, String mapping) {
        return new Claims(properties("https://issuer.example", "portal", roleClaim, mapping));
    }

    private static OidcProperties properties(String issuer, String audience, String roleClaim, String mapping) {
        return new OidcProperties(
                issuer, audience, roleClaim, mapping, "sub", "", "", URI.create("http://localhost:5000"));
    }
}
