package org.deviceonboarding.access.limit;

/** Limits how often a day something goes into the log. */
public interface RefusalQuota {
    /**
     * Takes one, in the transaction under way.
     *
     * @return false if there is none left today
     */
    boolean take(String subject, int perDay);
}
