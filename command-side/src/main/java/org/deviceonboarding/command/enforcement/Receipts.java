package org.deviceonboarding.command.enforcement;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.command.enforcement.BrokerEnforcement.State;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.BrokerFilters;
import org.deviceonboarding.log.read.ChangeReceipts;
import org.deviceonboarding.log.read.ChangeReceipts.ChangeReceipt;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.stereotype.Component;

/** Reads brokers' receipts from the log: a process that only makes changes keeps no model of the brokers. */
@Component
class Receipts {
    private final FilteredLog log;
    private final ChangeReceipts receipts;

    Receipts(FilteredLog log, ChangeReceipts receipts) {
        this.log = log;
        this.receipts = receipts;
    }

    /** The device's newest event of this kind. */
    Optional<AwaitedEvent> newest(DeviceId device, Class<? extends DeviceEvent> kind) {
        return log.newest(LogFilter.of(kind).aggregate(device.value()))
                .map(entry -> new AwaitedEvent(entry.position(), Instant.parse(entry.time())));
    }

    /** The position of the newest event of any broker, 0 if there is none. */
    long newest() {
        return log.newest(BrokerFilters.ALL).map(LogEntry::position).orElse(0L);
    }

    /** For each change, what each broker that is in use has to show for it. */
    Map<AwaitedEvent, List<BrokerEnforcement>> of(Collection<AwaitedEvent> changes) {
        Map<Long, AwaitedEvent> byPosition = changes.stream()
                .collect(Collectors.toMap(AwaitedEvent::position, Function.identity(), (one, _) -> one));
        Map<AwaitedEvent, List<BrokerEnforcement>> found = new HashMap<>();
        byPosition.values().forEach(change -> found.put(change, new ArrayList<>()));
        if (!byPosition.isEmpty()) {
            receipts.of(byPosition.keySet()).forEach(receipt -> {
                AwaitedEvent change = requireNonNull(byPosition.get(receipt.change()));
                found.computeIfAbsent(change, _ -> new ArrayList<>()).add(enforcement(change, receipt));
            });
        }
        return found;
    }

    private static BrokerEnforcement enforcement(AwaitedEvent change, ChangeReceipt receipt) {
        Instant since = receipt.at();
        if (since == null) {
            return new BrokerEnforcement(
                    receipt.broker(), receipt.unproven() ? State.UNPROVEN : State.PENDING, null, null, null);
        }
        // Two processes' clocks may differ.
        long after = Math.max(0, Duration.between(change.at(), since).toMillis());
        return new BrokerEnforcement(receipt.broker(), State.ENFORCED, since, receipt.position(), after);
    }
}
