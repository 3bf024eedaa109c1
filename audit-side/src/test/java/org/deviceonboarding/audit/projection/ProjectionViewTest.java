package org.deviceonboarding.audit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskKind;
import org.deviceonboarding.log.upkeep.TaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The view of a projection")
class ProjectionViewTest {
    private static final UUID ID = UUID.fromString("0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant TEN_SECONDS_LATER = START.plusSeconds(10);

    @Test
    void isLiveAndCountsItsLag() {
        ProjectionView view = ProjectionView.of(ProjectionName.CRL, 40, 42, null, START);

        assertThat(view).isEqualTo(new ProjectionView("crl", 40, 2, ProjectionView.State.LIVE, null));
    }

    @Test
    void isNeverAheadOfAHeadThatWasReadBefore() {
        assertThat(ProjectionView.of(ProjectionName.CRL, 43, 42, null, START).lag())
                .isZero();
    }

    @Test
    void estimatesTheRestOfARunningRebuildFromItsSpeed() {
        ProjectionView view = view(TaskState.RUNNING, 25);

        assertThat(view.state()).isEqualTo(ProjectionView.State.REBUILDING);
        assertThat(view.rebuild())
                .isEqualTo(new ProjectionView.Rebuild(
                        ID, TaskState.RUNNING, 25, 5000, 500, 30L, START, START, null, null, null));
    }

    @Test
    void estimatesNothingBeforeTheFirstPage() {
        assertThat(view(TaskState.RUNNING, 0).rebuild())
                .isEqualTo(new ProjectionView.Rebuild(
                        ID, TaskState.RUNNING, 0, 5000, 500, null, START, START, null, null, null));
    }

    @Test
    void isLiveAgainAfterARebuildThatFailed() {
        assertThat(view(TaskState.FAILED, 25).state()).isEqualTo(ProjectionView.State.LIVE);
    }

    private static ProjectionView view(TaskState state, long done) {
        Task task = new Task(
                TaskKind.REBUILD,
                "devices",
                ID,
                state,
                START,
                START,
                null,
                done,
                100,
                null,
                Map.of("events", 5000L),
                List.of(),
                0,
                null);
        return ProjectionView.of(ProjectionName.DEVICES, 1, 1, task, TEN_SECONDS_LATER);
    }
}
