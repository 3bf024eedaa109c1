package org.deviceonboarding.log.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.database.Change;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;

/** The work of a transaction that appends: it stores the companion rows and the events, and applies the rules. */
final class AppendTransaction {
    private final TotalOrder order;
    private final ObjectProvider<AppendRule> rules;

    AppendTransaction(TotalOrder order, ObjectProvider<AppendRule> rules) {
        this.order = order;
        this.rules = rules;
    }

    /**
     * Appends changes one after the other, in the transaction under way.
     *
     * @return for each change the position of the newest event of each aggregate
     * @throws ConcurrencyException if somebody else changed one of the aggregates meanwhile
     * @throws org.deviceonboarding.domain.refusal.Refused by a rule
     */
    List<Map<String, Long>> append(List<PendingAppend> changes) {
        CompanionRows rows = new CompanionRows();
        changes.forEach(change -> rows.addAll(change.rows()));
        rows.insert(); // before the turn, since others wait during it
        List<StoredEvent> events =
                changes.stream().flatMap(change -> change.events().stream()).toList();
        List<Long> positions = inTurn(events);
        Change.current().ifPresent(Change::append);
        rules.orderedStream()
                .forEach(rule ->
                        rule.apply(events.stream().map(StoredEvent::event).toList()));
        List<Map<String, Long>> newest = new ArrayList<>();
        int from = 0;
        for (PendingAppend change : changes) {
            int to = from + change.events().size();
            newest.add(change.newest(positions.subList(from, to)));
            from = to;
        }
        return newest;
    }

    private List<Long> inTurn(List<StoredEvent> events) {
        try {
            return order.append(events);
        } catch (DuplicateKeyException e) {
            throw new ConcurrencyException("Another change came first", e);
        }
    }
}
