package org.deviceonboarding.command.enforcement;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Adds to the answer of a committed change which brokers enforce it, if the caller prefers to wait for that. */
@Component
public class EnforcementReports {
    /** The request's header that asks for a report. */
    public static final String PREFER = "Prefer";

    private static final Logger log = LoggerFactory.getLogger(EnforcementReports.class);

    private final Receipts receipts;
    private final Waiters waiters;

    EnforcementReports(Receipts receipts, Waiters waiters) {
        this.receipts = receipts;
        this.waiters = waiters;
    }

    /**
     * Waits for the device's newest event of this kind. A wish that was granted before is thus waited for where it was granted, whatever
     * happened to the device since.
     *
     * @param answer without a report
     * @param prefer the lines of the header {@link #PREFER}
     * @param with the answer with its report
     */
    public <T> ResponseEntity<T> after(
            ResponseEntity<T> answer,
            String @Nullable [] prefer,
            DeviceId device,
            Class<? extends DeviceEvent> kind,
            BiFunction<T, List<BrokerEnforcement>, T> with) {
        Optional<WaitPreference> wait = WaitPreference.of(prefer);
        T body = answer.getBody();
        if (wait.isEmpty() || body == null) {
            return answer;
        }
        try {
            List<BrokerEnforcement> report = receipts.newest(device, kind)
                    .map(change -> report(change, wait.get()))
                    .orElse(List.of());
            return ResponseEntity.status(answer.getStatusCode())
                    .headers(answer.getHeaders())
                    .header(WaitPreference.APPLIED, wait.get().applied())
                    .body(with.apply(body, report));
        } catch (DataAccessException e) {
            // The change is committed, and a preference may be ignored.
            log.warn("Whether brokers enforce a change of {} cannot be looked up: {}", device, e.toString());
            return answer;
        }
    }

    private List<BrokerEnforcement> report(AwaitedEvent change, WaitPreference wait) {
        List<BrokerEnforcement> seen = receipts.of(List.of(change)).getOrDefault(change, List.of());
        return waiters.await(change, seen, wait.duration());
    }
}
