package org.deviceonboarding.command.job.change;

import java.util.List;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.command.approval.FourEyes;
import org.deviceonboarding.command.job.BulkProperties;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.LogPosition;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Chooses the devices of a bulk change, and starts the change or asks for approval. */
@Component
class BulkChange {
    private static final int SAMPLE = 20;

    private final FleetSearch fleet;
    private final Intake intake;
    private final FourEyes fourEyes;
    private final ApprovedRevocation approved;
    private final BulkProperties properties;
    private final LogPosition positions;

    BulkChange(
            FleetSearch fleet,
            Intake intake,
            FourEyes fourEyes,
            ApprovedRevocation approved,
            BulkProperties properties,
            LogPosition positions) {
        this.fleet = fleet;
        this.intake = intake;
        this.fourEyes = fourEyes;
        this.approved = approved;
        this.properties = properties;
        this.positions = positions;
    }

    BulkAnswer.Preview preview(Choice choice) {
        List<FleetSearch.Chosen> chosen = choice.in(fleet, properties.maxRows());
        return new BulkAnswer.Preview(
                chosen.size(),
                Selection.digest(chosen),
                chosen.stream().limit(SAMPLE).toList());
    }

    /**
     * @param shown what the caller was shown
     * @param voids whether certificates become void by it
     * @throws Refused if others were chosen meanwhile
     */
    ResponseEntity<BulkAnswer> run(
            BulkAction action,
            Choice choice,
            PreviewToken shown,
            Instructions instructions,
            boolean voids,
            ChangeRequest request) {
        Instructions now = instructions.seen(positions.head()); // before they are chosen
        List<FleetSearch.Chosen> chosen = choice.in(fleet, properties.maxRows());
        shown.require(chosen);
        try (Intake.Incoming job = intake.open(action, now)) {
            chosen.forEach(one -> job.add(JobRow.of((int) job.count() + 1, one.id(), one.name(), null)));
            return accept(job, now, Selection.digest(chosen), voids, request);
        }
    }

    private ResponseEntity<BulkAnswer> accept(
            Intake.Incoming job, Instructions instructions, Sha256 digest, boolean voids, ChangeRequest request) {
        if (voids && fourEyes.guards(approved.action())) {
            job.flush();
            ResponseEntity<BulkAnswer> answer = fourEyes.request(
                    approved,
                    job.id().toString(),
                    job.command(digest),
                    instructions.comment(),
                    request,
                    pending -> job.accepted(BulkAnswer.Accepted.waiting(job, pending)));
            job.handOver();
            return answer;
        }
        return job.start(digest, request, position -> job.accepted(BulkAnswer.Accepted.running(job, position)));
    }
}
