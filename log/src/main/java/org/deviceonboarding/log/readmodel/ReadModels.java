package org.deviceonboarding.log.readmodel;

import org.deviceonboarding.log.process.RunningProcesses;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the reader of a read model from its definition. Each side registers its reader as a bean. */
@Component
public final class ReadModels {
    private static final String SHARED_LANE = "read-models";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ReaderProgress progress;
    private final RunningProcesses processes;

    ReadModels(
            JdbcTemplate jdbc, TransactionTemplate transaction, ReaderProgress progress, RunningProcesses processes) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.progress = progress;
        this.processes = processes;
    }

    /** Makes a reader that shares a thread and transactions with the process's other read models. */
    public ReadModelReader keep(ReadModel model) {
        return new ReadModelReader(model, ReadModelHook.NONE, SHARED_LANE, jdbc, transaction, progress, processes);
    }

    /** Makes a reader with a thread and transactions of its own, because the hook may take long. */
    public ReadModelReader keep(ReadModel model, ReadModelHook hook) {
        return new ReadModelReader(model, hook, model.reader(), jdbc, transaction, progress, processes);
    }
}
