package org.deviceonboarding.log.reader;

import java.util.Collection;

/** Another process has a reader that this one was feeding, or the reader began again. */
final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(Collection<String> readers) {
        super("Another process has one of the readers " + readers);
    }
}
