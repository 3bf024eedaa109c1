package org.deviceonboarding.log.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.AppendEventsStatementBuilder;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.JdbcEventStorageEngineStatements;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.TimestampWriter;
import org.axonframework.serialization.Serializer;
import org.deviceonboarding.log.append.AppendListener;
import org.deviceonboarding.log.database.Change;

/**
 * Appends one transaction after the other, so that positions become visible in their order: who has seen position n will
 * never see a smaller one for the first time (docs/adr/0002).
 *
 * @param sender names this process in the notification that the commit sends
 */
record TotalOrder(String sender) implements AppendEventsStatementBuilder {
    /** "EVENTLOG" in ASCII: any number will do, as long as nobody changes it. */
    static final long LOCK = 0x4556454E544C4F47L;

    // The notification rides along: it leaves with the commit or not at all, and costs nothing beside the lock.
    private static final String TURN =
            "select pg_advisory_xact_lock(" + LOCK + "), pg_notify('" + AppendListener.CHANNEL + "', ?)";

    @Override
    public PreparedStatement build(
            Connection connection,
            EventSchema schema,
            Class<?> dataType,
            List<? extends EventMessage<?>> events,
            Serializer serializer,
            TimestampWriter timestamps)
            throws SQLException {
        // Serialised before the wait, since others wait for us afterwards.
        PreparedStatement insert = JdbcEventStorageEngineStatements.appendEvents(
                connection, schema, dataType, events, serializer, timestamps);
        try (PreparedStatement turn = connection.prepareStatement(TURN)) {
            turn.setString(1, sender);
            turn.execute();
            Change.current().ifPresent(Change::append);
        } catch (SQLException e) {
            insert.close();
            throw e;
        }
        return insert;
    }
}
