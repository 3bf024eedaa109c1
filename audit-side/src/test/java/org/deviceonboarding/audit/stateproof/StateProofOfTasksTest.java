package org.deviceonboarding.audit.stateproof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.log.upkeep.Difference;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskKind;
import org.deviceonboarding.log.upkeep.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A proof of state, made of its tasks,")
class StateProofOfTasksTest {
    private static final UUID ID = UUID.fromString("0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void agreesIfEachProjectionAgrees() {
        StateProof proof =
                StateProof.of(List.of(ended("crl", TaskState.AGREED, 7, 0), ended("devices", TaskState.AGREED, 5, 0)));

        assertThat(proof.state()).isEqualTo(StateProof.State.AGREED);
        assertThat(proof.percent()).isEqualTo(100);
        assertThat(proof.position()).as("the lowest of all").isEqualTo(5);
        assertThat(proof.startedAt()).as("the first start").isEqualTo(NOON.plusSeconds(5));
        assertThat(proof.finishedAt()).as("the last end").isEqualTo(NOON.plusSeconds(14));
        assertThat(proof.checked()).containsExactly(Map.entry("rows", 12L));
        assertThat(proof.projections()).extracting(StateProof.Part::projection).containsExactly("crl", "devices");
    }

    @Test
    void differsIfOneProjectionDiffersAndAnotherFailed() {
        StateProof proof = StateProof.of(List.of(
                ended("crl", TaskState.FAILED, 7, 0),
                ended("devices", TaskState.DIFFERS, 5, 2),
                ended("templates", TaskState.DIFFERS, 5, 1)));

        assertThat(proof.state()).isEqualTo(StateProof.State.DIFFERS);
        assertThat(proof.differencesTotal()).isEqualTo(3);
        assertThat(proof.differences())
                .extracting(Difference::projection)
                .containsExactly("devices", "devices", "templates");
    }

    @Test
    void failsIfOneProjectionFailedAndTheOthersAgree() {
        assertThat(StateProof.of(
                                List.of(ended("crl", TaskState.FAILED, 7, 0), ended("devices", TaskState.AGREED, 5, 0)))
                        .state())
                .isEqualTo(StateProof.State.FAILED);
    }

    @Test
    void listsNoMoreDifferencesThanItsLimit() {
        StateProof proof = StateProof.of(
                List.of(ended("crl", TaskState.DIFFERS, 7, 80), ended("devices", TaskState.DIFFERS, 5, 80)));

        assertThat(proof.differences()).hasSize(100);
        assertThat(proof.differencesTotal()).isEqualTo(160);
    }

    @Test
    void runsWhileOneProjectionWaits() {
        StateProof proof = StateProof.of(List.of(
                ended("crl", TaskState.DIFFERS, 7, 1), task("devices", TaskState.WAITING, null, null, null, 0)));

        assertThat(proof.state()).isEqualTo(StateProof.State.RUNNING);
        assertThat(proof.finishedAt()).isNull();
        assertThat(proof.percent()).isEqualTo(50);
        assertThat(proof.position()).isEqualTo(7);
    }

    /** Starts at the second of its position, and takes as many seconds again. */
    private static Task ended(String projection, TaskState state, long position, int differences) {
        return task(
                projection, state, NOON.plusSeconds(position), NOON.plusSeconds(2 * position), position, differences);
    }

    private static Task task(
            String projection,
            TaskState state,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Long position,
            int differences) {
        return new Task(
                TaskKind.PROOF,
                projection,
                ID,
                state,
                NOON,
                started,
                finished,
                0,
                10,
                position,
                position == null ? Map.of() : Map.of("rows", position),
                Collections.nCopies(differences, new Difference(projection, "key", "expected", "found")),
                differences,
                state == TaskState.FAILED ? "no connection" : null);
    }
}
