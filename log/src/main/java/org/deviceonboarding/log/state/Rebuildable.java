package org.deviceonboarding.log.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/**
 * A projection whose tables can be made anew beside those in use. All names of tables are unqualified; the connection's
 * search path says whether those in use are meant or the new ones.
 */
public interface Rebuildable {
    /** The name under which people know the projection. */
    String projection();

    /** Its processing group; {@code pg_advisory_xact_lock(hashtext(group))} is held while its tables are prepared. */
    String group();

    /** All of its tables that are made from the log, in the order in which whoever uses several of them locks them. */
    List<String> tables();

    /** The one of them that says in one row the {@code position} reached. */
    String state();

    /** The events it handles; empty if it handles all. */
    Set<Class<? extends OnboardingEvent>> kinds();

    /** Makes the tables, empty, at position 0. */
    void create(Connection connection) throws SQLException;

    /** Brings events that follow those already in the tables into them. */
    void apply(Connection connection, List<Recorded<OnboardingEvent>> events) throws SQLException;

    /**
     * The new tables, complete, are about to take the place of those in use, which nobody can use until then.
     *
     * @param inUse the schema of those in use
     */
    default void settle(Connection connection, String inUse) throws SQLException {}

    /** The new tables are in use as soon as this transaction is committed. */
    default void inForce(Connection connection) throws SQLException {}
}
