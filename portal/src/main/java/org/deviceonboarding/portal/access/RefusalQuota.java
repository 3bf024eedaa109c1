package org.deviceonboarding.portal.access;

/** How often a day something goes into the log. */
interface RefusalQuota {
    /**
     * Takes one, in the transaction under way.
     *
     * @return false if there is none left today
     */
    boolean take(String subject, int perDay);
}
