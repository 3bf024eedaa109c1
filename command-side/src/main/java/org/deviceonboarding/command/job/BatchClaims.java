package org.deviceonboarding.command.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Tells the password of credentials that the portal prepared to the first caller who claims it, and to nobody after
 * that.
 */
@Component
class BatchClaims {
    private final Jobs jobs;
    private final BatchSecrets secrets;
    private final IssuingProperties issuing;
    private final CommandDispatcher commands;
    private final InstantSource clock;

    BatchClaims(
            Jobs jobs,
            BatchSecrets secrets,
            IssuingProperties issuing,
            CommandDispatcher commands,
            InstantSource clock) {
        this.jobs = jobs;
        this.secrets = secrets;
        this.issuing = issuing;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * What opens a batch.
     *
     * @param credentialsPassword opens each of its bundles; it is in no other place any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Claimed(
            BulkId bulkId,
            String credentialsPassword,
            URI credentialsLink,
            @Nullable Instant credentialsExpiresAt,
            long position) {
        @Override
        public String toString() {
            return "Claimed[" + bulkId + "]"; // the password stays out of logs
        }
    }

    /** @throws Refused if nothing waits there for anybody */
    ResponseEntity<Claimed> claim(Job job, ChangeRequest request) {
        requireClaimable(Optional.of(job), clock.instant());
        byte[] sealed = jobs.sealedPassword(job.id());
        if (sealed == null) {
            throw nothingWaits(); // somebody was faster
        }
        String password = secrets.open(job.id(), sealed);
        URI link = issuing.batchLink(secrets.token(job.id()));
        return commands.send(
                new BulkCommand.Claim(job.id()),
                request.actor(),
                request.answer(position -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Claimed(job.id(), password, link, job.credentialsExpireAt(), position))));
    }

    static void requireClaimable(Optional<Job> job, Instant now) {
        if (job.isEmpty() || !job.get().isClaimable(now)) {
            throw nothingWaits();
        }
    }

    private static Refused nothingWaits() {
        return new Refused(RefusalCode.CONFLICT, "No credentials wait there to be claimed");
    }
}
