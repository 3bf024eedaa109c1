package org.deviceonboarding.log.state;

/** Receives the results of a {@link StateCheck}. */
public interface Findings extends Progress {
    /** Reports the log position at which the state was compared. */
    void comparedAt(long position);

    /**
     * Reports a difference between the state and the log.
     *
     * @param key names the row, file or entry
     */
    void differs(String key, String expected, String found);
}
