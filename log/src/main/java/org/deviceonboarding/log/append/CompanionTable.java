package org.deviceonboarding.log.append;

import java.util.List;

/** A table whose rows are stored together with the events of a change: both or neither. */
@FunctionalInterface
public interface CompanionTable<R> {
    /** Inserts the rows of one change, or of several, in the transaction under way. */
    void insert(List<R> rows);
}
