package org.deviceonboarding.log.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import org.deviceonboarding.log.state.Findings;
import org.springframework.jdbc.core.JdbcTemplate;

/** What else is done when a read model changes, in the transaction that changes it. */
public interface ReadModelHook {
    ReadModelHook NONE = new ReadModelHook() {};

    /** The tables were made or emptied, and are filled from the log's first event on. */
    default void begun(JdbcTemplate jdbc) {}

    /** Whether it is to be called although no event concerns the read model. */
    default boolean wants(long position) {
        return false;
    }

    /**
     * The tables have all events up to a position.
     *
     * @param changed whether any row is not what it was
     */
    default void moved(JdbcTemplate jdbc, long position, boolean changed) {}

    /**
     * The tables were compared with the log, at one moment, which the connection's transaction still shows.
     *
     * @param position up to which they have all events
     */
    default void checked(Connection connection, long position, Findings findings) throws SQLException {}

    /** Tables built again take the place of those in use. */
    default void replaced(JdbcTemplate jdbc, long position) {}
}
