package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.log.read.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts the fleet as of a moment, and lists the devices that differ now. It reads only the log, so it is never behind. */
@RestController
class ChangeController {
    private final MomentResolver moments;
    private final StateReads state;

    ChangeController(MomentResolver moments, StateReads state) {
        this.moments = moments;
        this.state = state;
    }

    @Operation(
            operationId = "countFleetAsOf",
            summary = "How many devices there were at a moment, by status",
            tags = "Audit")
    @GetMapping("/audit/state/devices/summary")
    ResponseEntity<Summary> summary(AsOfParameters parameters) {
        long position = moments.position(moments.asked(parameters));
        Map<DeviceStatus, Long> counts = state.counts(position);
        return answer(position)
                .body(new Summary(
                        position,
                        counts.values().stream().mapToLong(Long::longValue).sum(),
                        counts));
    }

    @Operation(
            operationId = "compareFleetAsOf",
            summary = "Which devices are not what they were at a moment",
            tags = "Audit")
    @GetMapping("/audit/state/devices/changes")
    ResponseEntity<Page> changes(ChangeParameters parameters) {
        Moment moment = moments.asked(parameters);
        Optional<FleetCursor> cursor = Optional.ofNullable(parameters.cursor());
        int limit = parameters.limit();
        long then = moments.position(moment);
        long now = cursor.map(FleetCursor::position).orElseGet(state::head);
        List<FleetChange> found =
                state.changes(then, now, cursor.map(FleetCursor::after).orElse(null), limit);
        boolean more = found.size() > limit;
        List<FleetChange> shown = more ? found.subList(0, limit) : found;
        return answer(then)
                .body(new Page(
                        then,
                        now,
                        shown,
                        more ? new FleetCursor(now, shown.getLast().id()).encode() : null));
    }

    private static ResponseEntity.BodyBuilder answer(long position) {
        return ResponseEntity.ok().header("X-Log-Position", Long.toString(position));
    }

    record Summary(long position, long total, Map<DeviceStatus, Long> byStatus) {}

    /**
     * @param position the position of the requested moment
     * @param until the position it is compared with: the log's head when the first page was read
     * @param nextCursor asks for the next page; null on the last one
     */
    record Page(
            long position,
            long until,
            List<FleetChange> items,
            @Nullable String nextCursor) {}
}
