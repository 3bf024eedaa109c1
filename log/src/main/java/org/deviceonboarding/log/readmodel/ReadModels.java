package org.deviceonboarding.log.readmodel;

import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a read model's definition what keeps it: the result is registered as a bean. */
@Component
public final class ReadModels {
    private static final String SHARED_LANE = "read-models";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ReaderProgress progress;

    ReadModels(JdbcTemplate jdbc, TransactionTemplate transaction, ReaderProgress progress) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.progress = progress;
    }

    /** Kept together with the other read models of the process. */
    public ReadModelReader keep(ReadModel model) {
        return new ReadModelReader(model, ReadModelHook.NONE, SHARED_LANE, jdbc, transaction, progress);
    }

    /** Kept by a thread and transactions of its own, since the hook may take long. */
    public ReadModelReader keep(ReadModel model, ReadModelHook hook) {
        return new ReadModelReader(model, hook, model.reader(), jdbc, transaction, progress);
    }
}
