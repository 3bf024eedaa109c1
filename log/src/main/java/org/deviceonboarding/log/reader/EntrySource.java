package org.deviceonboarding.log.reader;

import java.util.List;
import org.deviceonboarding.ledger.LogEntry;

/** The source from which readers get the log's entries. */
public interface EntrySource {
    /** The first entries after a position, in order. */
    List<LogEntry> after(long position, int most);

    /** The position of the newest entry, 0 if there is none. */
    long head();
}
