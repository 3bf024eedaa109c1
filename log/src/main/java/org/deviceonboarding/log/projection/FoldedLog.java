package org.deviceonboarding.log.projection;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Progress;

/** Folds the events of a few kinds, page by page, from the log's first event on. */
public final class FoldedLog {
    private final LogPages log;
    private final Set<Class<? extends OnboardingEvent>> kinds;
    private final Step step;
    private long reached;

    /** The fold's step: takes one event. */
    @FunctionalInterface
    public interface Step {
        void take(Recorded<OnboardingEvent> event) throws SQLException;
    }

    public FoldedLog(LogPages log, Set<Class<? extends OnboardingEvent>> kinds, Step step) {
        this.log = log;
        this.kinds = kinds;
        this.step = step;
    }

    /** Folds all events up to a position, over any number of pages. */
    public void moveTo(long position, Progress progress) throws SQLException {
        while (!finish(position)) {
            progress.reached(reached, position);
        }
    }

    /** @return whether one page was enough to get to the position */
    public boolean finish(long position) throws SQLException {
        if (reached >= position) {
            return true;
        }
        List<Recorded<OnboardingEvent>> page = log.page(reached, position, kinds);
        for (Recorded<OnboardingEvent> event : page) {
            step.take(event);
        }
        boolean last = page.size() < LogPages.PAGE;
        reached = last ? position : page.getLast().position();
        return last;
    }
}
