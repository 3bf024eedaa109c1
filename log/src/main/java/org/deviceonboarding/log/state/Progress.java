package org.deviceonboarding.log.state;

/** Receives the progress of a long-running task, now and then and after each page. */
public interface Progress {
    /**
     * @param done of the whole
     * @throws java.util.concurrent.CancellationException if the work is to end
     */
    void reached(long done, long whole);

    /** Reports how many more items were compared. */
    void counted(String what, long more);
}
