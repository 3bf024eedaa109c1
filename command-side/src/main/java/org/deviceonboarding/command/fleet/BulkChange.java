package org.deviceonboarding.command.fleet;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.command.approval.FourEyes;
import org.deviceonboarding.command.bulk.BulkProperties;
import org.deviceonboarding.command.bulk.Instructions;
import org.deviceonboarding.command.bulk.Intake;
import org.deviceonboarding.command.bulk.JobRow;
import org.deviceonboarding.messages.approval.ApprovalAction;
import org.deviceonboarding.messages.bulk.BulkAction;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Settles which devices a change is for, and starts it or has it wait for a second person. */
@Component
class BulkChange {
    private static final int SAMPLE = 20;

    private final Fleet fleet;
    private final Intake intake;
    private final FourEyes fourEyes;
    private final BulkProperties properties;

    BulkChange(Fleet fleet, Intake intake, FourEyes fourEyes, BulkProperties properties) {
        this.fleet = fleet;
        this.intake = intake;
        this.fourEyes = fourEyes;
        this.properties = properties;
    }

    BulkAnswer.Preview preview(Choice choice) {
        List<Fleet.Chosen> chosen = choice.in(fleet, properties.maxRows());
        return new BulkAnswer.Preview(
                chosen.size(), chosen.stream().limit(SAMPLE).toList());
    }

    /**
     * @param expected how many devices the caller was shown
     * @param voids whether certificates become void by it
     * @throws Refused if others were chosen meanwhile
     */
    ResponseEntity<BulkAnswer> run(
            BulkAction action, Choice choice, @Nullable Integer expected, Instructions instructions, boolean voids) {
        if (expected == null) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR,
                    "The request breaks a rule",
                    Map.of("expected_count", "must be the count that the preview showed"));
        }
        List<Fleet.Chosen> chosen = choice.in(fleet, properties.maxRows());
        if (chosen.size() != expected) {
            throw new Refused(
                    RefusalCode.CONFLICT,
                    "It would change " + chosen.size() + " devices, not " + expected + "; look at the preview again",
                    Map.of("count", Integer.toString(chosen.size())));
        }
        if (chosen.isEmpty()) {
            throw new Refused(RefusalCode.CONFLICT, "There is no device to change");
        }
        try (Intake.Incoming job = intake.open(action, instructions)) {
            chosen.forEach(one -> job.add(JobRow.of((int) job.count() + 1, one.id(), one.name(), null)));
            return accept(job, instructions, digest(chosen), voids);
        }
    }

    private ResponseEntity<BulkAnswer> accept(
            Intake.Incoming job, Instructions instructions, Sha256 digest, boolean voids) {
        if (voids && fourEyes.guards(ApprovalAction.MASS_REVOCATION)) {
            job.flush();
            ResponseEntity<BulkAnswer> answer = fourEyes.request(
                    ApprovalAction.MASS_REVOCATION,
                    job.id().toString(),
                    job.command(digest),
                    instructions.comment(),
                    pending -> accepted(BulkAnswer.Accepted.waiting(job, pending)));
            job.handOver();
            return answer;
        }
        return job.start(digest, position -> accepted(BulkAnswer.Accepted.running(job, position)));
    }

    private static ResponseEntity<BulkAnswer> accepted(BulkAnswer.Accepted answer) {
        return ResponseEntity.accepted()
                .location(URI.create("/bulk/" + answer.bulkId()))
                .cacheControl(CacheControl.noStore())
                .body(answer);
    }

    /** Over the ids, each followed by a line feed, in ascending order. */
    private static Sha256 digest(List<Fleet.Chosen> chosen) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            chosen.stream()
                    .map(one -> one.id().value())
                    .sorted()
                    .forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
