package org.deviceonboarding.command.job.imports;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Set;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.command.issuing.KeySource;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.job.JobRow;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.command.registration.RegisterRequest;
import org.deviceonboarding.command.text.Lookalikes;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks each row against the rules of a registration, and stores it; names and keys are compared later, all at once.
 */
final class RowCheck implements RowSink {
    private final Validator rules;
    private final JsonMapper json;
    private final CredentialSecrets random;
    private final KeyClaims keys;
    private final Intake.Incoming job;
    private final Instructions instructions;
    private final int maxRows;
    private final BadRows.Collector bad = new BadRows.Collector();
    private int row;
    private boolean complete;

    RowCheck(
            Validator rules,
            JsonMapper json,
            CredentialSecrets random,
            KeyClaims keys,
            Intake.Incoming job,
            Instructions instructions,
            int maxRows) {
        this.rules = rules;
        this.json = json;
        this.random = random;
        this.keys = keys;
        this.job = job;
        this.instructions = instructions;
        this.maxRows = maxRows;
    }

    BadRows.Collector bad() {
        return bad;
    }

    /** The row being read. */
    int next() {
        return row + 1;
    }

    @Override
    public void unreadable(String field, String message) {
        bad.add(count(), field, message);
    }

    @Override
    public void line(ImportLine line) {
        int number = count();
        RegisterRequest request = line.request(instructions);
        boolean good = check(number, request);
        @Nullable Sha256 key = good && request.csr() != null ? key(number, request) : null;
        good &= request.csr() == null || key != null;
        // Bad rows are kept too, without more than their names, so that doubles among them are found.
        if (good || (line.name() != null && line.name().matches(DeviceDetails.NAME))) {
            String name = line.name();
            job.add(JobRow.of(number, random.deviceId(), name, good ? json.writeValueAsString(line) : null)
                    .withSkeleton(name == null ? null : Lookalikes.skeleton(name))
                    .withKey(key));
        }
    }

    private int count() {
        if (row == maxRows) {
            throw new UnreadableList("is one too many: a list has at most " + maxRows + " rows");
        }
        return ++row;
    }

    private boolean check(int number, RegisterRequest request) {
        Set<ConstraintViolation<RegisterRequest>> violations = rules.validate(request);
        violations.forEach(violation -> bad.add(number, field(violation), violation.getMessage()));
        return violations.isEmpty();
    }

    private @Nullable Sha256 key(int number, RegisterRequest request) {
        if (!complete) {
            keys.requireComplete(); // before a long list is read to its end
            complete = true;
        }
        try {
            return switch (request.keyChoice().source()) {
                case KeySource.Requested(var csr) ->
                    CertifiedKey.of(csr.publicKey()).digest();
                case KeySource.Generated _ -> throw new IllegalStateException("A CSR was given");
            };
        } catch (Refused e) {
            bad.add(number, "csr", e.getMessage());
            return null;
        }
    }

    private static String field(ConstraintViolation<RegisterRequest> violation) {
        String name = violation.getPropertyPath().toString().replaceAll("(?s)[\\[<].*", "");
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
