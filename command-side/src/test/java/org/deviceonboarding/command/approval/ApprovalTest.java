package org.deviceonboarding.command.approval;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.access.key.KeyMakers;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.ApprovalGranted;
import org.deviceonboarding.domain.event.ApprovalRejected;
import org.deviceonboarding.domain.event.ApprovalRequested;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request for approval")
class ApprovalTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final ApprovalId ID = new ApprovalId(UUID.fromString("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
    private static final Map<String, String> ALICE = Map.of("actor", "alice", "auth", "api_key");
    private static final Map<String, String> BOB = Map.of("actor", "bob", "owner", "bob", "auth", "session");

    private final Approvals approvals = mock(Approvals.class);
    private final Map<String, Set<String>> makers = new HashMap<>();
    private final AggregateTestFixture<Approval> fixture = new AggregateTestFixture<>(Approval.class);
    private Instant now = NOW;

    @BeforeEach
    void prepare() {
        fixture.registerInjectableResource(approvals);
        fixture.registerInjectableResource((InstantSource) () -> now);
        fixture.registerInjectableResource((KeyMakers) actor -> makers.getOrDefault(actor, Set.of()));
    }

    @Test
    void isGrantedByAnother() {
        asked().when(new ApprovalCommand.Grant(ID, "seen"), BOB).expectEvents(new ApprovalGranted(ID, "seen"));

        verify(approvals).granted(ID, Actor.of(BOB), "seen");
    }

    @Test
    void isNotGrantedByWhoeverAsked() {
        asked().when(new ApprovalCommand.Grant(ID, null), ALICE)
                .expectException(Refused.class)
                .expectNoEvents();

        verifyNoInteractions(approvals);
    }

    @Test
    void isNotGrantedByThemInABrowserEither() {
        asked().when(new ApprovalCommand.Grant(ID, null), Map.of("actor", "Alice", "auth", "session"))
                .expectException(Refused.class)
                .expectNoEvents();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice, line-7, alice",
        "line-7, alice, line-8, alice",
        "line-7, alice, oidc/alice, alice",
        "oidc/alice, alice, line-7, Alice",
        "oidc/alice, , line-7, alice", // asked for before owners were on record
        "alice, , oidc/alice, alice",
    })
    void isNotGrantedByThemUnderAnotherName(String requester, @Nullable String owner, String approver, String same) {
        asked(person(requester, owner))
                .when(new ApprovalCommand.Grant(ID, null), person(approver, same))
                .expectException(Refused.class)
                .expectExceptionMessage("Another person than the requester must allow it")
                .expectNoEvents();
    }

    @Test
    void isNotGrantedWithAKeyThatTheRequesterMade() {
        makers.put("fresh", Set.of("carol", "Alice"));

        asked().when(new ApprovalCommand.Grant(ID, null), person("fresh", "bob"))
                .expectException(Refused.class)
                .expectExceptionMessage("The requester made this key; it cannot allow what they asked for")
                .expectNoEvents();
    }

    @Test
    void isGrantedWithAKeyThatSomebodyElseMade() {
        makers.put("bob", Set.of("carol"));

        asked().when(new ApprovalCommand.Grant(ID, null), BOB).expectEvents(new ApprovalGranted(ID, null));
    }

    @Test
    void isNotGrantedTooLate() {
        now = NOW.plusSeconds(3600);

        asked().when(new ApprovalCommand.Grant(ID, null), BOB)
                .expectException(Refused.class)
                .expectNoEvents();
    }

    @Test
    void isDecidedOnce() {
        asked().andGiven(new ApprovalRejected(ID, null))
                .when(new ApprovalCommand.Grant(ID, null), BOB)
                .expectException(Refused.class)
                .expectNoEvents();
    }

    @Test
    void canBeTakenBack() {
        asked().when(new ApprovalCommand.Reject(ID, false, "a mistake"), ALICE)
                .expectEvents(new ApprovalRejected(ID, "a mistake"));
    }

    private static Map<String, String> person(String actor, @Nullable String owner) {
        return owner == null ? Map.of("actor", actor) : Map.of("actor", actor, "owner", owner);
    }

    private TestExecutor<Approval> asked() {
        return asked(ALICE);
    }

    private TestExecutor<Approval> asked(Map<String, String> requester) {
        return fixture.given(new GenericDomainEventMessage<>(
                "Approval",
                "approval/" + ID,
                0,
                new ApprovalRequested(
                        ID,
                        ApprovalAction.DECOMMISSION,
                        "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70",
                        Sha256.of(new byte[0]),
                        null,
                        NOW.plusSeconds(3600)),
                requester));
    }
}
