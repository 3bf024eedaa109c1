package org.deviceonboarding.acl.release;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Folds the log into the desired state, in memory, and hands it to the reconcile loop. Each process beside a broker has its own,
 * and reads the log from its first event.
 */
@Component
public final class DesiredStateProjection implements LogReader {
    private final ReconcileLoop loop;
    private final ReleaseTraces traces;
    private volatile DesiredState desired;
    private volatile @Nullable String trouble;

    DesiredStateProjection(ReconcileLoop loop, ReleaseTraces traces) {
        this.desired = loop.desired();
        this.loop = loop;
        this.traces = traces;
    }

    @Override
    public String name() {
        return "acl";
    }

    /** All kinds, even those that this version does not know, because such an event may take a right away. */
    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return Set.of();
    }

    @Override
    public boolean inEveryProcess() {
        return true;
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        trouble = null;
        DesiredState next = desired;
        for (LoggedEvent event : events) {
            next = next.after(event.recorded());
            next = loop.proves() ? next : next.unproven();
            if (loop.proves() && next.policy().position() == event.position()) {
                traces.read(event);
            }
        }
        desired = next;
        loop.desired(next);
    }

    @Override
    public void eventsLost() {
        loop.readAgain();
        desired = loop.desired();
    }

    @Override
    public void stopped(String why) {
        trouble = why + ", which this version does not know: update this process";
    }

    /** Returns why it does not read on, or null. */
    @Nullable
    public String trouble() {
        return trouble;
    }
}
