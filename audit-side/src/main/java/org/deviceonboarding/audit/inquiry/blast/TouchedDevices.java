package org.deviceonboarding.audit.inquiry.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.audit.inquiry.DeviceFolds;
import org.deviceonboarding.audit.inquiry.fold.Involvement;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/**
 * Finds the devices that a suspect touched, in the order of the first touch. The device's own history tells whether a touch was the
 * first, so no set of all devices is in memory.
 */
@Component
class TouchedDevices {
    private static final int PAGE = 500;
    private static final String AGGREGATE = "Device";
    private static final Set<String> EVENTS = OnboardingEvent.kinds().stream()
            .filter(DeviceEvent.class::isAssignableFrom)
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    private final FilteredLog log;
    private final DeviceFolds folds;

    TouchedDevices(FilteredLog log, DeviceFolds folds) {
        this.log = log;
        this.folds = folds;
    }

    /** Takes one device after the other. */
    @FunctionalInterface
    interface Visitor<E extends Exception> {
        /** @return whether to continue */
        boolean visit(Involvement involvement, long first) throws E;
    }

    <E extends Exception> void read(SuspectedCompromise compromise, long after, long until, Visitor<E> visitor)
            throws E {
        LogFilter filter = SuspectFilter.of(compromise, EVENTS).until(until);
        long reached = after;
        List<LogEntry> page = new ArrayList<>();
        do {
            page.clear();
            StoredLog.Reader<RuntimeException> reader = page::add;
            log.read(filter.after(reached), PAGE, reader);
            if (!visit(page, compromise, until, visitor)) {
                return;
            }
            reached = page.isEmpty() ? until : page.getLast().position();
        } while (page.size() == PAGE);
    }

    private <E extends Exception> boolean visit(
            List<LogEntry> page, SuspectedCompromise compromise, long until, Visitor<E> visitor) throws E {
        List<LogEntry> ofDevices = page.stream()
                .filter(entry -> AGGREGATE.equals(entry.aggregateType()))
                .toList();
        Set<DeviceId> devices = ofDevices.stream()
                .map(entry -> new DeviceId(entry.aggregateId()))
                .collect(Collectors.toSet());
        Map<DeviceId, Involvement> involved =
                folds.of(devices, until, (before, traced) -> Involvement.after(before, traced, compromise));
        for (LogEntry entry : ofDevices) {
            Involvement device = involved.get(new DeviceId(entry.aggregateId()));
            if (device != null
                    && device.first() != null
                    && device.first() == entry.position()
                    && !device.model().details().type().equals(Canary.TYPE)
                    && !visitor.visit(device, entry.position())) {
                return false;
            }
        }
        return true;
    }
}
