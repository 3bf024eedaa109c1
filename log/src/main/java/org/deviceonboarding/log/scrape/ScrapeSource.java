package org.deviceonboarding.log.scrape;

/** Looks up values of metrics in the database. It is called for a scrape, and not if nobody scrapes. */
@FunctionalInterface
public interface ScrapeSource {
    /** Values that cannot be looked up become unknown (NaN). */
    void look();
}
