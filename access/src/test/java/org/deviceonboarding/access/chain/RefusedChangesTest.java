package org.deviceonboarding.access.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.deviceonboarding.access.caller.CallerAuthentication;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.DeviceAuthentication;
import org.deviceonboarding.access.caller.Proof;
import org.deviceonboarding.access.deviceport.PresentedCertificate;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CommandRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

@DisplayName("A refused change")
class RefusedChangesTest {
    private static final String PUMP = "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SimpleEventBus bus = SimpleEventBus.builder().build();
    private final List<EventMessage<?>> log = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final RefusedChanges changes = new RefusedChanges(
            bus,
            (subject, most) -> taken.merge(subject, 1, Integer::sum) <= most,
            NoTransactionManager.instance(),
            metrics);

    RefusedChangesTest() {
        bus.subscribe(log::addAll);
        callAs("ada");
    }

    @AfterEach
    void callAsNobody() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /register, duplicate_name, register,",
        "POST, /register, invalid_csr, register,",
        "POST, /register, forbidden, register,",
        "POST, /renew/" + PUMP + ", conflict, renew, " + PUMP,
        "POST, /reissue/" + PUMP + ", conflict, reissue, " + PUMP,
        "POST, /suspend/" + PUMP + ", forbidden, suspend, " + PUMP,
        "POST, /resume/" + PUMP + ", not_found, resume, " + PUMP,
        "POST, /revoke/" + PUMP + ", not_found, revoke, " + PUMP,
        "POST, /decommission/" + PUMP + ", conflict, decommission, " + PUMP,
        "POST, /revoke/x, forbidden, revoke,",
        "PUT, /acl-templates/pump, forbidden, define_acl_template,",
        "PATCH, /device/" + PUMP + ", forbidden, change_details, " + PUMP,
        "POST, /imports, forbidden, import,",
        "POST, /imports/7/cancel, conflict, cancel_import,",
        "POST, /bulk/revoke, conflict, bulk_revoke,",
        "POST, /bulk/renew, forbidden, bulk_renew,",
        "POST, /approvals/7/approve, forbidden, approve,",
        "POST, /approvals/7/reject, conflict, reject,",
        "POST, /admin/api-keys, duplicate_name, create_api_key,",
        "DELETE, /admin/api-keys/7, conflict, revoke_api_key,",
        "POST, /admin/projections/devices/rebuild, forbidden, rebuild_projection,",
    })
    void isInTheLog(String method, String path, String code, String command, String device) {
        refuse(method, path, code);

        assertThat(log)
                .singleElement()
                .satisfies(event -> assertThat(event.getPayload())
                        .isEqualTo(new CommandRefused(command, device == null ? null : new DeviceId(device), code)));
        assertThat(metrics.get("commands.refused").tag("code", code).counter().count())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /register, validation_error",
        "POST, /register, invalid_json",
        "POST, /register, not_caught_up",
        "POST, /revoke/x, not_found",
        "POST, /revoke/" + PUMP + "/x, not_found",
        "GET, /device/" + PUMP + ", not_found",
        "GET, /audit/events, forbidden",
        "POST, /credentials/a-secret, gone",
        "POST, /credentials/a-secret, not_found",
        "POST, /acl-templates/pump/preview, forbidden",
        "GET, /admin/api-keys, forbidden",
        "POST, /login, forbidden",
        "GET, /imports/7, forbidden",
        "DELETE, /revoke/" + PUMP + ", forbidden",
    })
    void isOneThatMatters(String method, String path, String code) {
        refuse(method, path, code);

        assertThat(log).isEmpty();
    }

    @Test
    void saysWhoAskedAndFromWhere() {
        refuse("POST", "/revoke/" + PUMP, "forbidden");

        assertThat(log.getFirst().getMetaData())
                .containsAllEntriesOf(
                        Map.of("actor", "ada", "auth", "api_key", "address", "192.0.2.1", "user_agent", "onboard/1.0"));
    }

    @Test
    void isNotThatOfSomebodyWeDoNotKnow() {
        SecurityContextHolder.clearContext();
        refuse("POST", "/revoke/" + PUMP, "forbidden");
        SecurityContextHolder.getContext()
                .setAuthentication(new AnonymousAuthenticationToken(
                        "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        refuse("POST", "/revoke/" + PUMP, "forbidden");

        assertThat(log).isEmpty();
        assertThat(dropped("too_many")).isZero();
    }

    @Test
    void isOneOfSoManyOfEachCaller() {
        for (int i = 0; i < 3 * RefusedChanges.PER_MINUTE; i++) {
            refuse("POST", "/revoke/" + PUMP, "forbidden");
        }
        int logged = log.size();
        // The allowance grows back while we ask.
        assertThat(logged).isBetween(RefusedChanges.PER_MINUTE, 2 * RefusedChanges.PER_MINUTE);
        assertThat(dropped("too_many")).isEqualTo(3.0 * RefusedChanges.PER_MINUTE - logged);

        callAs("bob");
        refuse("POST", "/revoke/" + PUMP, "forbidden");

        assertThat(log).hasSize(logged + 1);
    }

    @Test
    void isOneADayIfADeviceIsRefusedTheSame() {
        callAs(new PresentedCertificate(new DeviceId(PUMP), new SerialNumber("a1b")));
        for (int i = 0; i < 10; i++) {
            refuse("POST", "/renew/" + PUMP, "conflict");
            refuse("POST", "/renew/" + UUID.randomUUID(), "forbidden");
        }
        callAs(new PresentedCertificate(new DeviceId(PUMP), new SerialNumber("a1c")));
        refuse("POST", "/renew/" + PUMP, "conflict");

        assertThat(log)
                .extracting(event -> ((CommandRefused) event.getPayload()).code())
                .containsExactly("conflict", "forbidden", "conflict");
        assertThat(dropped("too_many")).isEqualTo(18);
        assertThat(taken.keySet())
                .containsExactlyInAnyOrder(
                        "certificate a1b renew conflict",
                        "certificate a1b renew forbidden",
                        "certificate a1c renew conflict");
    }

    @Test
    void isOneOfSoManyADayOfEachKey() {
        taken.put("caller ada", RefusedChanges.PER_DAY - 1);
        refuse("POST", "/revoke/" + PUMP, "forbidden");
        refuse("POST", "/revoke/" + PUMP, "forbidden");

        assertThat(log).hasSize(1);
        assertThat(dropped("too_many")).isOne();
    }

    @Test
    void doesNoHarmIfItDoesNotGetIntoTheLog() {
        bus.subscribe(_ -> {
            throw new IllegalStateException("no log");
        });

        refuse("POST", "/revoke/" + PUMP, "forbidden");

        assertThat(dropped("log_unavailable")).isOne();
    }

    private void refuse(String method, String path, String code) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setRemoteAddr("192.0.2.1");
        request.addHeader("User-Agent", "onboard/1.0");
        changes.refused(request, code);
    }

    private double dropped(String reason) {
        return metrics.get("refusals.dropped").tag("reason", reason).counter().count();
    }

    private static void callAs(PresentedCertificate certificate) {
        SecurityContextHolder.getContext().setAuthentication(new DeviceAuthentication(certificate));
    }

    private static void callAs(String name) {
        SecurityContextHolder.getContext()
                .setAuthentication(new CallerAuthentication(
                        new CallerPrincipal(name, name, Set.of(), new Proof.Key(UUID.fromString(PUMP)), null)));
    }
}
