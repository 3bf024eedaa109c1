package org.deviceonboarding.portal.database;

import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.log.database.ConnectionBudget;
import org.deviceonboarding.log.database.ServerConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Says at the start how many connections this process opens, and whether the server has room for them. */
@Component
class ConnectionCheck implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(ConnectionCheck.class);

    private final ServerConnections connections;
    private final ConnectionBudget budget;
    private final ConnectionShare share;

    ConnectionCheck(ServerConnections connections, ConnectionBudget budget, ConnectionShare share) {
        this.connections = connections;
        this.budget = budget;
        this.share = share;
    }

    @Override
    public void afterPropertiesSet() {
        ServerConnections.Room room = connections.room();
        log.info(
                "This process opens at most {} database connections: {} in its pool, {} apart from it",
                budget.total(),
                budget.pool(),
                budget.apart());
        if (room.possible() < share.least()) {
            throw new StartRefused(
                    "The database's server has " + room.possible()
                            + " connections for this process, which needs at least " + share.least(),
                    "Raise max_connections, or lower DATABASE_CONNECTIONS of other processes.");
        }
        if (room.isShort()) {
            log.warn(
                    "The database's server has only {} of these {} connections left, so requests may have to be refused: raise"
                            + " max_connections, or lower DATABASE_CONNECTIONS",
                    room.possible(),
                    budget.total());
        }
    }
}
