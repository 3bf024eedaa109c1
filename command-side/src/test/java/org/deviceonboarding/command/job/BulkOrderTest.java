package org.deviceonboarding.command.job;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.command.refusal.RefusedMatcher;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BulkCancelled;
import org.deviceonboarding.domain.event.BulkFinished;
import org.deviceonboarding.domain.event.BulkStarted;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A job")
class BulkOrderTest {
    private static final BulkId JOB = new BulkId(UUID.fromString("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
    private static final Actor ASKER = Actor.of(Map.of("actor", "line-7", "auth", "api_key"));

    private final Jobs jobs = mock(Jobs.class);
    private final Rows rows = mock(Rows.class);
    private final RevokedKeys keys = mock(RevokedKeys.class);
    private final AggregateTestFixture<BulkOrder> order = new AggregateTestFixture<>(BulkOrder.class);

    @BeforeEach
    void hasItsTables() {
        order.registerInjectableResource(jobs);
        order.registerInjectableResource(rows);
        order.registerInjectableResource(keys);
    }

    /** The aggregate was read before the last batch ended it; the row was locked after. */
    @Test
    void isNotCancelledOnceItEndedWhileThatWasUnderWay() {
        given(BulkAction.RENEW, JobStatus.COMPLETED)
                .when(new BulkCommand.Cancel(JOB, false))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        verify(jobs, never()).cancel(any(), any());
    }

    @Test
    void thatTakesAccessAwayIsCancelledByAdministratorsOnlyOnceItsKeyIsRevoked() {
        when(keys.made(ASKER)).thenReturn(true);

        given(BulkAction.REVOKE, JobStatus.RUNNING)
                .when(new BulkCommand.Cancel(JOB, false))
                .expectException(RefusedMatcher.refused(RefusalCode.FORBIDDEN))
                .expectNoEvents();
        given(BulkAction.REVOKE, JobStatus.RUNNING)
                .when(new BulkCommand.Cancel(JOB, true))
                .expectEvents(new BulkCancelled(JOB, 3, 1, null));
    }

    @Test
    void isCancelledByAnybodyWhoMayIfItsKeyIsGood() {
        given(BulkAction.REVOKE, JobStatus.RUNNING)
                .when(new BulkCommand.Cancel(JOB, false))
                .expectEvents(new BulkCancelled(JOB, 3, 1, null));
    }

    @Test
    void saysWhyItWasStopped() {
        when(rows.anyWaiting(JOB)).thenReturn(true);

        given(BulkAction.RENEW, JobStatus.RUNNING)
                .when(new BulkCommand.Stop(JOB))
                .expectEvents(new BulkCancelled(JOB, 3, 1, StopReason.KEY_REVOKED));
    }

    @Test
    void isFinishedRatherThanStoppedIfNothingIsLeftToDo() {
        given(BulkAction.RENEW, JobStatus.RUNNING)
                .when(new BulkCommand.Stop(JOB))
                .expectEvents(new BulkFinished(JOB, 3, 1));
    }

    private TestExecutor<BulkOrder> given(BulkAction action, JobStatus status) {
        Instructions instructions = Instructions.forKeys("ec-p256", null, false);
        when(jobs.lock(JOB))
                .thenReturn(Optional.of(new Job(
                        JOB,
                        action,
                        status,
                        instructions,
                        ASKER,
                        "line-7",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null,
                        false,
                        false,
                        9,
                        3,
                        1,
                        null,
                        null,
                        null)));
        return order.given(new BulkStarted(JOB, action, 9, Sha256.of(new byte[0]), null, null));
    }
}
