package org.deviceonboarding.log.database;

/**
 * How many database connections this process opens at most.
 *
 * @param pool shared by requests, readers and work in the background
 * @param apart outside the pool: one that hears of appends, one for a question while none of the pool is free, and one for each proof
 *     and each rebuild under way
 */
public record ConnectionBudget(int pool, int apart) {
    /** Of a process that nothing else is said of. */
    static final ConnectionBudget USUAL = new ConnectionBudget(8, 4);

    /** Connections of the pool that are kept even if nothing happens. */
    static final int IDLE = 2;

    public int total() {
        return pool + apart;
    }
}
