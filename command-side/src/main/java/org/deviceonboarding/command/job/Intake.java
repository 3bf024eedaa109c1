package org.deviceonboarding.command.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Takes in the rows of new jobs, some at a time, and starts a job once all of them are stored. */
@Component
public class Intake {
    /** More are never under way or waiting at once. */
    private static final int MOST_JOBS = 100;

    private static final int CHUNK = 500;

    private final Jobs jobs;
    private final Rows rows;
    private final CredentialSecrets random;
    private final BatchSecrets secrets;
    private final CommandDispatcher commands;

    Intake(Jobs jobs, Rows rows, CredentialSecrets random, BatchSecrets secrets, CommandDispatcher commands) {
        this.jobs = jobs;
        this.rows = rows;
        this.random = random;
        this.secrets = secrets;
        this.commands = commands;
    }

    /** @throws Refused if there are too many jobs already */
    public Incoming open(BulkAction action, Instructions instructions) {
        return open(action, instructions, false);
    }

    /** A renewal that nobody asked for: its password is kept until somebody claims it. */
    public Incoming prepare(Instructions instructions) {
        return open(BulkAction.RENEW, instructions, true);
    }

    /** Devices whose credentials were made so, and wait. */
    public Set<DeviceId> prepared() {
        return rows.prepared();
    }

    /** Whether such a renewal is under way. */
    public boolean preparing() {
        return jobs.preparing();
    }

    private Incoming open(BulkAction action, Instructions instructions, boolean prepared) {
        if (jobs.unfinished() >= MOST_JOBS) {
            throw new Refused(RefusalCode.CONFLICT, "There are " + MOST_JOBS + " jobs under way; wait for one to end");
        }
        BulkId id = new BulkId(random.uuid());
        String password = action == BulkAction.REVOKE ? null : random.password();
        Sha256 token = Sha256.of(secrets.token(id).getBytes(StandardCharsets.US_ASCII));
        jobs.receive(id, action, instructions, token, password == null ? null : secrets.seal(id, password), prepared);
        return new Incoming(id, action, instructions, password);
    }

    /** A job whose rows are coming in. Closed before it was started or held, it is forgotten. */
    public final class Incoming implements AutoCloseable {
        private final BulkId id;
        private final BulkAction action;
        private final Instructions instructions;
        private final @Nullable String password;
        private final List<JobRow> pending = new ArrayList<>();
        private long count;
        private boolean makesKeys;
        private boolean kept;
        private boolean analyzed;

        private Incoming(BulkId id, BulkAction action, Instructions instructions, @Nullable String password) {
            this.id = id;
            this.action = action;
            this.instructions = instructions;
            this.password = password;
        }

        public BulkId id() {
            return id;
        }

        public long count() {
            return count;
        }

        /** Opens the private keys in the batch's bundles; told once, null if there will be none. */
        public @Nullable String password() {
            return makesKeys ? password : null;
        }

        public void add(JobRow row) {
            pending.add(row);
            count++;
            makesKeys |= row.key() == null; // else the device made it
            if (pending.size() >= CHUNK) {
                store();
            }
        }

        /** Stores the rows that are left of those that came in. */
        public void flush() {
            store();
            if (count >= CHUNK && !analyzed) {
                rows.analyze();
                analyzed = true;
            }
        }

        private void store() {
            if (!pending.isEmpty()) {
                rows.add(id, pending);
                jobs.touch(id);
                pending.clear();
            }
        }

        /** What starts it, now or later. */
        public BulkCommand.Start command(Sha256 digest) {
            return new BulkCommand.Start(id, action, count, digest, instructions.reason(), instructions.comment());
        }

        /** @param answer from the position of the start in the log */
        public <T> ResponseEntity<T> start(
                Sha256 digest, ChangeRequest request, LongFunction<ResponseEntity<T>> answer) {
            flush();
            ResponseEntity<T> given = commands.send(command(digest), request.actor(), request.answer(answer));
            kept = true;
            return given;
        }

        /** The answer that the job was taken; the password in it is for the caller alone. */
        public <T> ResponseEntity<T> accepted(T answer) {
            return ResponseEntity.accepted()
                    .location(JobKind.of(action).location(id))
                    .cacheControl(CacheControl.noStore())
                    .body(answer);
        }

        /** Somebody else starts it, or ends it. */
        public void handOver() {
            flush();
            kept = true;
        }

        @Override
        public void close() {
            if (!kept) {
                jobs.forget(id);
            }
        }
    }
}
