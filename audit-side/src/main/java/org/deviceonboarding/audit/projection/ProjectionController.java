package org.deviceonboarding.audit.projection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.access.parameter.NoParameters;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.reader.ReaderPositions;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskKind;
import org.deviceonboarding.log.upkeep.Tasks;
import org.deviceonboarding.log.upkeep.Worker;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows administrators the positions of the read models, and starts rebuilds. */
@RestController
@Profile("query")
class ProjectionController {
    private final Tasks tasks;
    private final Worker worker;
    private final ReaderPositions positions;
    private final LogPosition log;
    private final InstantSource clock;

    ProjectionController(Tasks tasks, Worker worker, ReaderPositions positions, LogPosition log, InstantSource clock) {
        this.tasks = tasks;
        this.worker = worker;
        this.positions = positions;
        this.log = log;
        this.clock = clock;
    }

    @Operation(operationId = "listProjections", summary = "How far the views are", tags = "Operation")
    @GetMapping("/admin/projections")
    Projections projections(NoParameters none) {
        Map<String, Task> rebuilds = tasks.newest(TaskKind.REBUILD).stream()
                .collect(Collectors.toMap(Task::projection, Function.identity()));
        Instant now = clock.instant();
        return new Projections(Arrays.stream(ProjectionName.values())
                .map(name -> {
                    long position = positions.of(name.group());
                    return ProjectionView.of(name, position, log.head(), rebuilds.get(name.wireName()), now);
                })
                .toList());
    }

    @Operation(
            operationId = "rebuildProjection",
            summary = "Makes a view anew beside the one in use",
            tags = "Operation")
    @ApiResponse(responseCode = "202", description = "It has begun", useReturnTypeSchema = true)
    @PostMapping("/admin/projections/{name}/rebuild")
    ResponseEntity<Begun> rebuild(@PathVariable String name, NoParameters none) {
        ProjectionName projection = ProjectionName.of(name)
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no such projection"));
        UUID id = tasks.request(TaskKind.REBUILD, List.of(projection.wireName()));
        worker.wake();
        return ResponseEntity.accepted()
                .header("Location", "/admin/projections")
                .body(new Begun(id));
    }

    record Projections(List<ProjectionView> items) {}

    record Begun(UUID id) {}
}
