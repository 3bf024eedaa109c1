package org.deviceonboarding.command.job.imports;

/** Receives the rows of a list, one after the other. */
interface RowSink {
    void line(ImportLine line);

    /** A row that cannot be read; the next one may be. */
    void unreadable(String field, String message);
}
