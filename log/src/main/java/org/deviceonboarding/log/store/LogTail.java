package org.deviceonboarding.log.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.ReadEventDataWithoutGapsStatementBuilder;

/**
 * Reads on from a position, as every reader does after every append: the range of positions that Axon asks for.
 *
 * <p>The longer the log, the dearer PostgreSQL thinks a plan for any such range beside one for the very range, so it plans
 * each read anew, which takes ten times as long as to run it. In a subselect the bounds are unknown to either plan.
 */
final class LogTail implements ReadEventDataWithoutGapsStatementBuilder {
    @Override
    public PreparedStatement build(Connection connection, EventSchema schema, long position, int most)
            throws SQLException {
        String index = schema.globalIndexColumn();
        PreparedStatement statement = connection.prepareStatement(
                "select " + schema.trackedEventFields() + " from " + schema.domainEventTable()
                        + " where " + index + " > (select ?::bigint) and " + index + " <= (select ?::bigint)"
                        + " order by " + index);
        statement.setLong(1, position);
        statement.setLong(2, position + most);
        return statement;
    }
}
