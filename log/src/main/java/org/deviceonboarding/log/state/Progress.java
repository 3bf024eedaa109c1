package org.deviceonboarding.log.state;

/** Hears how far a long work is. Called now and then, and between any two pages. */
public interface Progress {
    /**
     * @param done of the whole
     * @throws java.util.concurrent.CancellationException if the work is to end
     */
    void reached(long done, long whole);

    /** So many more were looked at. */
    void counted(String what, long more);
}
