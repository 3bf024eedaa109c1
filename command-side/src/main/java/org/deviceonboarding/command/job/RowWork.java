package org.deviceonboarding.command.job;

import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.issuing.BundleBatch;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** The slow part of the work for each row of a job, done outside any transaction. */
public interface RowWork {
    BulkAction action();

    /** How many rows go into one transaction. Others wait for the log meanwhile, so not more than a moment's worth. */
    int batchSize(Job job);

    /**
     * @param batch what the bundles are sealed with; null if the job makes none
     * @throws Refused if the device cannot be changed as asked
     */
    CommandEnvelope prepare(Job job, JobRow row, @Nullable BundleBatch batch);
}
