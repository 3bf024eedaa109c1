package org.deviceonboarding.log.reader;

import java.util.Collection;

/** Says that a reader does not belong to this process any more, or that it began again at the first event. */
final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(Collection<String> readers) {
        super("Another process has one of the readers " + readers);
    }
}
