package org.deviceonboarding.portal.database;

import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.database.ConnectionBudget;

/**
 * How many connections a process with certain roles needs and gets.
 *
 * @param least with which everything works, one after the other
 * @param usual without the setting {@code DATABASE_CONNECTIONS}
 * @param apart of these, outside the pool
 */
record ConnectionShare(int least, int usual, int apart) {
    private static final int MOST = 1_000;

    /** One hears of appends, and one asks how the database is while none of the pool is free. */
    private static final int ALWAYS = 2;

    /** A proof, and a rebuild. */
    private static final int TASKS = 2;

    /** For a process that answers operators. */
    static final ConnectionShare OF_OPERATORS = new ConnectionShare(7, 12, ALWAYS + TASKS);

    static final ConnectionShare OF_CRL = new ConnectionShare(6, 7, ALWAYS + TASKS);

    /** For a process that stands beside a broker. */
    static final ConnectionShare OF_ACL = new ConnectionShare(4, 5, ALWAYS);

    /**
     * Returns the budget.
     *
     * @param setting what {@code DATABASE_CONNECTIONS} says; blank for the usual number
     * @throws StartRefused if it is no number, or too small
     */
    ConnectionBudget budget(String setting) {
        int total = setting.isBlank() ? usual : number(setting.strip());
        return new ConnectionBudget(total - apart, apart);
    }

    private int number(String setting) {
        if (!setting.matches("[0-9]{1,4}") || Integer.parseInt(setting) < least || Integer.parseInt(setting) > MOST) {
            throw new StartRefused(
                    "DATABASE_CONNECTIONS is " + setting + ", and a process with these roles needs at least " + least,
                    "Set it to a number from " + least + " to " + MOST + ", or unset it for " + usual + ".");
        }
        return Integer.parseInt(setting);
    }
}
