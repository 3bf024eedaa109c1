package org.deviceonboarding.log.process;

import org.springframework.dao.TransientDataAccessException;

/**
 * An event is not appended, because a running process of an older version does not know its kind. Once that process is upgraded or
 * has ended, the same append succeeds.
 */
public final class HeldBack extends TransientDataAccessException {
    private static final long serialVersionUID = 1L;

    /** Whether a change failed only because of an older process. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HeldBack) {
                return true;
            }
        }
        return false;
    }

    HeldBack(EventKind kind, RunningProcess older) {
        super("The process " + older + " does not know the event " + kind.name() + " of revision " + kind.revision()
                + ": upgrade or stop it, then repeat the change");
    }
}
