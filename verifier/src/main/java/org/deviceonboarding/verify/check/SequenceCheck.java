package org.deviceonboarding.verify.check;

import java.util.HashMap;
import java.util.Map;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.LogLine;

/** Checks that positions rise, and that the events of each aggregate are numbered 0, 1, 2, and so on. */
final class SequenceCheck {
    private final FindingCollector findings;
    private final Map<String, Long> next = new HashMap<>();
    private long last;

    SequenceCheck(FindingCollector findings) {
        this.findings = findings;
    }

    void take(LogLine line) {
        if (line.position() <= last) {
            findings.add(Finding.at(line.position(), FindingKind.ORDER, "comes after position " + last));
        }
        last = Math.max(last, line.position());
        if (line.entry() != null) {
            count(line.entry());
        }
    }

    private void count(LogEntry entry) {
        // An event that stands alone has itself for an aggregate; to remember it would take memory in the length of the
        // log.
        boolean alone = entry.aggregateType() == null && entry.aggregateId().equals(entry.eventId());
        long expected = alone ? 0 : next.getOrDefault(entry.aggregateId(), 0L);
        if (entry.sequence() != expected) {
            findings.add(Finding.at(
                    entry.position(),
                    FindingKind.SEQUENCE,
                    "is event " + entry.sequence() + " of " + entry.aggregateId() + ", and event " + expected
                            + " was to come"));
        }
        if (!alone) {
            next.put(entry.aggregateId(), Math.max(expected, entry.sequence()) + 1);
        }
    }

    long last() {
        return last;
    }
}
