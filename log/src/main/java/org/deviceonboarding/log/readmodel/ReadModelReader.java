package org.deviceonboarding.log.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.database.TableOwnership;
import org.deviceonboarding.log.process.RunningProcesses;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.StateCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The reader that keeps a read model up to date. A bean of this type is all that the engine needs to update, check and
 * rebuild the read model.
 */
public final class ReadModelReader implements LogReader, StateCheck, InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(ReadModelReader.class);

    private final ReadModel model;
    private final ReadModelHook hook;
    private final String lane;
    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;
    private final ReaderProgress progress;
    private final RunningProcesses processes;

    ReadModelReader(
            ReadModel model,
            ReadModelHook hook,
            String lane,
            JdbcTemplate jdbc,
            TransactionOperations transaction,
            ReaderProgress progress,
            RunningProcesses processes) {
        this.model = model;
        this.hook = hook;
        this.lane = lane;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.progress = progress;
        this.processes = processes;
    }

    public ReadModel model() {
        return model;
    }

    public ReadModelHook hook() {
        return hook;
    }

    /**
     * Makes the tables if they are missing or of another shape. If rows are missing, the reader begins again at the log's first
     * event: a read model is never migrated or repaired, only built again.
     *
     * @throws org.deviceonboarding.log.process.OtherVersion if processes of other versions use the tables as they are
     */
    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(_ -> {
            jdbc.query("select pg_advisory_xact_lock(hashtext(?))", _ -> {}, name());
            boolean known = progress.positions().lock(name());
            ReadModelTables tables = new ReadModelTables(model, jdbc);
            boolean made = !tables.haveTheirShape();
            if (made) {
                if (!TableOwnership.isHeldBy(jdbc)) {
                    throw new TablesMissing(model.name());
                }
                processes.refuseUnderOthers("This version has another shape of the read model " + model.name());
                TableGrants grants = TableGrants.of(model.names(), jdbc);
                tables.drop();
                tables.create();
                grants.give(jdbc);
            } else if (!known || tables.rows() != progress.positions().rows(name())) {
                tables.clear();
                made = true;
            }
            if (made) {
                log.info("The read model {} is built from the log's first event on", model.name());
                progress.positions().begin(this);
                hook.begun(jdbc);
            }
        });
    }

    @Override
    public String name() {
        return model.reader();
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return model.kinds();
    }

    @Override
    public String lane() {
        return lane;
    }

    @Override
    public boolean wants(long position) {
        return hook.wants(position);
    }

    @Override
    public void eventsLost() {
        hook.eventsLost();
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        TableWriter.RowCounts change = new ReadModelTables(model, jdbc)
                .write(events.stream().map(LoggedEvent::recorded).toList(), TableWriter.Faults.NONE);
        if (change.more() != 0) {
            progress.positions().count(name(), change.more());
        }
        hook.moved(jdbc, reached, change.changed() > 0);
    }

    @Override
    public String projection() {
        return model.name();
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        new ReadModelCheck(this, connection, findings).run();
    }
}
