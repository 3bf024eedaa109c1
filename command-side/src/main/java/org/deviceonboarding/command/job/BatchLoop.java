package org.deviceonboarding.command.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.command.issuing.BundleBatch;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.log.database.Foreground;
import org.deviceonboarding.log.process.HeldBack;
import org.deviceonboarding.pki.SigningFailed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Works on one batch after the other: takes rows, makes their keys, and sends them as one command. */
@Component
class BatchLoop {
    private static final Logger log = LoggerFactory.getLogger(BatchLoop.class);

    /** From then on a row goes into a transaction of its own, so that it fails nobody but itself. */
    private static final int ALONE = 4;
    /** Hours of tries, but for a row that is at fault itself. */
    private static final int GIVE_UP = 20;

    private static final int TRIES = 8;
    /** How long a key waits for changes that callers wait for: a job goes on, however many callers there are. */
    private static final Duration KEY_YIELDS = Duration.ofMillis(5);
    /** How long a transaction does, whose turn at the log the changes would have to await. */
    private static final Duration BATCH_YIELDS = Duration.ofMillis(50);

    private static final String FAILED = "internal_error";
    private static final Set<RefusalCode> LOST_CLAIMS =
            EnumSet.of(RefusalCode.DUPLICATE_NAME, RefusalCode.KEY_IN_USE, RefusalCode.KEY_COMPROMISED);

    private final Jobs jobs;
    private final Rows rows;
    private final Map<BulkAction, RowWork> works;
    private final BatchSecrets secrets;
    private final CredentialSecrets random;
    private final CommandDispatcher commands;
    private final RevokedKeys keys;
    private final BulkProperties properties;
    private final Foreground foreground;
    /** One thread more works on jobs than may make keys: the transaction of one batch is under way while the next gets its keys. */
    private final Semaphore keyMakers;

    BatchLoop(
            Jobs jobs,
            Rows rows,
            List<RowWork> works,
            BatchSecrets secrets,
            CredentialSecrets random,
            CommandDispatcher commands,
            RevokedKeys keys,
            BulkProperties properties,
            Foreground foreground) {
        this.jobs = jobs;
        this.rows = rows;
        this.works = BulkWorker.byAction(works);
        this.secrets = secrets;
        this.random = random;
        this.commands = commands;
        this.keys = keys;
        this.properties = properties;
        this.foreground = foreground;
        this.keyMakers = new Semaphore(properties.keyMakers());
    }

    /** Does one batch of the job that waited longest; false if there was nothing to do. */
    boolean turn(Set<BulkAction> actions) {
        for (Job job : jobs.running(actions)) {
            if (isToBeStopped(job)) {
                continue; // by others, at once
            }
            RowWork work = Objects.requireNonNull(works.get(job.action()));
            UUID claim = random.uuid();
            List<JobRow> claimed = rows.claim(job.id(), claim, work.batchSize(job));
            if (!claimed.isEmpty()) {
                jobs.touch(job.id());
                carryOut(job, work, claim, claimed);
                return true;
            }
            if (!rows.anyWaiting(job.id())) {
                commands.send(new BulkCommand.Finish(job.id()), actor(job));
            }
        }
        return false;
    }

    private void carryOut(Job job, RowWork work, UUID claim, List<JobRow> claimed) {
        try {
            byte[] password = jobs.sealedPassword(job.id());
            if (password == null && job.makesCredentials()) {
                return; // cancelled meanwhile
            }
            BundleBatch batch = password == null ? null : batch(job, password);
            List<CarryOut.Prepared> prepared = batch == null
                    ? claimed.stream().map(row -> prepare(job, work, row, null)).toList()
                    : withKeys(job, work, claimed, batch);
            if (claimed.stream().anyMatch(row -> row.attempts() >= ALONE)) {
                prepared.forEach(one -> alone(job, claim, one));
            } else {
                send(job, new CarryOut(job.id(), claim, prepared));
            }
        } catch (RuntimeException e) {
            giveBack(job, claim, e);
            if (!isToBeStopped(job)) {
                throw e;
            }
        }
    }

    private boolean isToBeStopped(Job job) {
        return job.givesAccess() && keys.made(job.actor());
    }

    private List<CarryOut.Prepared> withKeys(Job job, RowWork work, List<JobRow> claimed, BundleBatch batch) {
        List<CarryOut.Prepared> prepared = new ArrayList<>();
        keyMakers.acquireUninterruptibly();
        try {
            for (JobRow row : claimed) {
                foreground.makeWay(KEY_YIELDS);
                prepared.add(prepare(job, work, row, batch));
            }
        } finally {
            keyMakers.release();
        }
        foreground.makeWay(BATCH_YIELDS);
        return prepared;
    }

    private static CarryOut.Prepared prepare(Job job, RowWork work, JobRow row, @Nullable BundleBatch batch) {
        try {
            return new CarryOut.Prepared(row, work.prepare(job, row, batch), null);
        } catch (Refused e) {
            if (e.refusal().code() == RefusalCode.NOT_CAUGHT_UP) {
                throw e; // the row waits for that too
            }
            return new CarryOut.Prepared(row, null, e.refusal().code().wireName());
        } catch (RuntimeException e) {
            if (e instanceof SigningFailed || row.attempts() < GIVE_UP) {
                throw e;
            }
            log.error("Row {} of job {} was given up", row.row(), job.id(), e);
            return new CarryOut.Prepared(row, null, FAILED);
        }
    }

    private void alone(Job job, UUID claim, CarryOut.Prepared one) {
        try {
            send(job, new CarryOut(job.id(), claim, List.of(one)));
        } catch (RuntimeException e) {
            if (one.row().attempts() < GIVE_UP || HeldBack.isCauseOf(e)) {
                throw e;
            }
            log.error("Row {} of job {} was given up", one.row().row(), job.id(), e);
            send(job, new CarryOut(job.id(), claim, List.of(new CarryOut.Prepared(one.row(), null, FAILED))));
        }
    }

    /** Somebody may take a name or a key at the same moment; then all of it is decided again. */
    private void send(Job job, CarryOut batch) {
        for (int left = TRIES; ; left--) {
            try {
                commands.send(batch, actor(job));
                return;
            } catch (Refused e) {
                if (left == 0 || !LOST_CLAIMS.contains(e.refusal().code())) {
                    throw e;
                }
            }
        }
    }

    private void giveBack(Job job, UUID claim, RuntimeException e) {
        try {
            rows.release(job.id(), claim);
        } catch (RuntimeException again) {
            e.addSuppressed(again); // the claim runs out by itself
        }
    }

    private BundleBatch batch(Job job, byte[] password) {
        return new BundleBatch(job.id().value(), secrets.open(job.id(), password), properties.bundlesKeptFor(job));
    }

    private static Actor actor(Job job) {
        return job.named(job.actor());
    }
}
