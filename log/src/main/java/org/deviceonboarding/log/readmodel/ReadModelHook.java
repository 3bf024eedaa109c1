package org.deviceonboarding.log.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import org.deviceonboarding.log.state.Findings;
import org.springframework.jdbc.core.JdbcTemplate;

/** Work that is done in the transaction that changes a read model, such as signing a CRL. */
public interface ReadModelHook {
    ReadModelHook NONE = new ReadModelHook() {};

    /** Called when the tables were created or emptied. They are then filled from the log's first event on. */
    default void begun(JdbcTemplate jdbc) {}

    /** Whether the hook is to be called although no event concerns the read model. */
    default boolean wants(long position) {
        return false;
    }

    /** Called when the database lost events, and with them what the tables had of these. */
    default void eventsLost() {}

    /**
     * Called when the tables contain all events up to a position.
     *
     * @param changed whether any row is not what it was
     */
    default void moved(JdbcTemplate jdbc, long position, boolean changed) {}

    /**
     * Called when the tables were compared with the log. The connection's transaction still shows them as of that
     * moment.
     *
     * @param position up to which they have all events
     */
    default void checked(Connection connection, long position, Findings findings) throws SQLException {}

    /** Called when rebuilt tables replace those in use. */
    default void replaced(JdbcTemplate jdbc, long position) {}
}
