package org.deviceonboarding.log.projection;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.state.Rebuildable;

/** How the tables of one projection are made anew. */
public final class RebuildableTables implements Rebuildable {
    private final String projection;
    private final TableSet tables;
    private final Set<Class<? extends OnboardingEvent>> kinds;
    private final Fold fold;

    /** Brings events into the tables, as the live projection does. */
    @FunctionalInterface
    public interface Fold {
        void apply(TaskDatabase database, List<Recorded<OnboardingEvent>> events);
    }

    /**
     * @param projection the name under which people know it
     * @param kinds the events it handles; empty if it handles all
     */
    public RebuildableTables(
            String projection, TableSet tables, Set<Class<? extends OnboardingEvent>> kinds, Fold fold) {
        this.projection = projection;
        this.tables = tables;
        this.kinds = Set.copyOf(kinds);
        this.fold = fold;
    }

    @Override
    public String projection() {
        return projection;
    }

    @Override
    public String group() {
        return tables.group();
    }

    @Override
    public List<String> tables() {
        return tables.all();
    }

    @Override
    public String state() {
        return tables.state();
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return kinds;
    }

    @Override
    public void create(Connection connection) {
        TaskDatabase database = TaskDatabase.on(connection);
        tables.make(database.jdbc());
        tables.begin(database.jdbc());
    }

    @Override
    public void apply(Connection connection, List<Recorded<OnboardingEvent>> events) {
        fold.apply(TaskDatabase.on(connection), events);
    }
}
