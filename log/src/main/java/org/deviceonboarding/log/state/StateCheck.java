package org.deviceonboarding.log.state;

import java.sql.Connection;
import java.sql.SQLException;

/** Compares the state of one projection with a replay of the log from its first event. */
public interface StateCheck {
    /** The name under which people know the projection. */
    String projection();

    /**
     * Reads by the page, in transactions that are short, and changes nothing.
     *
     * @param connection the check's own, in auto-commit mode
     */
    void check(Connection connection, Findings findings) throws SQLException;
}
