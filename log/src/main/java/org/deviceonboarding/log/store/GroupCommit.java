package org.deviceonboarding.log.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.database.Change;
import org.deviceonboarding.log.database.DatabaseFault;
import org.deviceonboarding.log.process.HeldBack;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends all changes that wait at the same time in one transaction: one turn, one insert of all rows of a kind, one flush. The
 * first thread in line appends for all that wait, and then hands over to the next in line. If the group cannot be appended,
 * each change is tried alone, so that a refused change does not undo the others.
 */
final class GroupCommit {
    private static final int MOST_CHANGES = 64;

    private final AppendTransaction append;
    private final TransactionTemplate transaction;
    private final Appends appends;
    private final Queue<Waiting> line = new ArrayDeque<>();
    private boolean led;

    GroupCommit(AppendTransaction append, TransactionTemplate transaction, Appends appends) {
        this.append = append;
        this.transaction = transaction;
        this.appends = appends;
    }

    /** A change in line; its thread waits until it is called to lead, or its outcome is there. */
    private static final class Waiting {
        private final PendingAppend change;
        private final Optional<Change> request = Change.current();
        private final CompletableFuture<Boolean> called = new CompletableFuture<>();
        private final CompletableFuture<Map<String, Long>> outcome = new CompletableFuture<>();

        Waiting(PendingAppend change) {
            this.change = change;
        }
    }

    /**
     * Appends the change. When it returns, the events are durable.
     *
     * @return the position of the newest event of each aggregate
     * @throws RuntimeException whatever undid the transaction, as if the change had been alone in it
     */
    Map<String, Long> append(PendingAppend change) {
        Waiting own = new Waiting(change);
        if (join(own) || own.called.join()) {
            lead();
        }
        try {
            Map<String, Long> positions = own.outcome.join();
            own.request.ifPresent(Change::committedByAnother);
            return positions;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** How many changes wait for the next group. */
    synchronized int inLine() {
        return line.size();
    }

    /** Joins the line. Returns whether this thread has to lead, because no other does. */
    private synchronized boolean join(Waiting own) {
        line.add(own);
        boolean leads = !led;
        led = true;
        return leads;
    }

    private void lead() {
        List<Waiting> group = group();
        try {
            appendTogether(group);
        } finally {
            handOver();
            group.forEach(one -> {
                one.outcome.completeExceptionally(new IllegalStateException("The append ended without an outcome"));
                one.called.complete(false);
            });
        }
    }

    private synchronized List<Waiting> group() {
        List<Waiting> group = new ArrayList<>();
        while (group.size() < MOST_CHANGES && !line.isEmpty()) {
            group.add(line.remove());
        }
        return group;
    }

    private void handOver() {
        Waiting next;
        synchronized (this) {
            next = line.peek();
            led = next != null;
        }
        if (next != null) {
            next.called.complete(true);
        }
    }

    private void appendTogether(List<Waiting> group) {
        try {
            List<Map<String, Long>> positions = committed(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome.complete(positions.get(i));
            }
        } catch (RuntimeException e) {
            // The database's fault is everybody's; to ask it again for each would only take longer.
            boolean shared = DatabaseFault.of(e).isPresent() && !(e instanceof HeldBack);
            if (group.size() == 1 || shared) {
                group.forEach(one -> one.outcome.completeExceptionally(e));
            } else {
                group.forEach(one -> appendTogether(List.of(one)));
            }
        }
    }

    private List<Map<String, Long>> committed(List<Waiting> group) {
        List<PendingAppend> changes = group.stream().map(one -> one.change).toList();
        List<Map<String, Long>> positions = Change.together(() -> transaction.execute(_ -> append.append(changes)));
        appends.ring();
        return Objects.requireNonNull(positions);
    }
}
