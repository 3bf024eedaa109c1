package org.deviceonboarding.command.job.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.command.approval.Pending;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.job.JobStatus;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/** The answer to a request to change many devices: a preview, or the job. */
sealed interface BulkAnswer {
    /**
     * Nothing was done.
     *
     * @param digest over the ids of all of them
     */
    record Preview(int count, Sha256 digest, List<FleetSearch.Chosen> sample) implements BulkAnswer {}

    /**
     * It is under way, or waits for a second person.
     *
     * @param credentialsPassword opens the batch's bundles; it is in no other place; absent without new keys
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accepted(
            BulkId bulkId,
            long count,
            JobStatus status,
            @Nullable String credentialsPassword,
            @Nullable ApprovalId approvalId,
            @Nullable Instant expiresAt,
            long position)
            implements BulkAnswer {
        static Accepted running(Intake.Incoming job, long position) {
            return new Accepted(job.id(), job.count(), JobStatus.RUNNING, job.password(), null, null, position);
        }

        static Accepted waiting(Intake.Incoming job, Pending pending) {
            return new Accepted(
                    job.id(),
                    job.count(),
                    JobStatus.AWAITING_APPROVAL,
                    job.password(),
                    pending.approvalId(),
                    pending.expiresAt(),
                    pending.position());
        }

        @Override
        public String toString() {
            return "Accepted[" + bulkId + "]"; // the password stays out of logs
        }
    }
}
