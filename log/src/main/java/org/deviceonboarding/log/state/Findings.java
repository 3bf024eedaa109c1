package org.deviceonboarding.log.state;

/** What comes out of a {@link StateCheck}. */
public interface Findings extends Progress {
    /** The state was compared as it was at that position of the log. */
    void comparedAt(long position);

    /**
     * The state is not what the log says.
     *
     * @param key names the row, file or entry
     */
    void differs(String key, String expected, String found);
}
