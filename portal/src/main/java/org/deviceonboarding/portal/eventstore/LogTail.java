package org.deviceonboarding.portal.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.ReadEventDataWithoutGapsStatementBuilder;

/**
 * Reads on from a position, as every reader does after every append.
 *
 * <p>Axon asks for a range of positions. The longer the log, the less PostgreSQL likes a plan for any such range, and it
 * plans each single one anew, which takes ten times as long as to run it. A limit costs the same in a log of any length.
 */
final class LogTail implements ReadEventDataWithoutGapsStatementBuilder {
    @Override
    public PreparedStatement build(Connection connection, EventSchema schema, long position, int most)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement("select %s from %s where %s > ? order by %s limit %d"
                .formatted(
                        schema.trackedEventFields(),
                        schema.domainEventTable(),
                        schema.globalIndexColumn(),
                        schema.globalIndexColumn(),
                        most));
        statement.setLong(1, position);
        return statement;
    }
}
