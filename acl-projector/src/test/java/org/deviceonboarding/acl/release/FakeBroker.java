package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.acl.policy.CleanupBacklog;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.acl.proof.Verdict;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** A second kind of broker: one that does what a test says. */
public final class FakeBroker implements BrokerAdapter, LiveBroker {
    public static final Verdict GOOD = new Verdict.Proven(new CanaryReport(true, true, true, true));
    public static final Verdict BAD = new Verdict.Refuted("The broker lets in a revoked certificate", null);

    public final List<DeviceId> kicked = Collections.synchronizedList(new ArrayList<>());
    public final List<DeviceId> forgotten = new ArrayList<>();
    public final List<CleanupBacklog.Purge> purged = new ArrayList<>();
    public Verdict verdict = GOOD;

    @Nullable
    public IOException silence;

    public Duration gathering = Duration.ofSeconds(1);
    public Runnable silenceChange = () -> {};
    public boolean asked = true;
    public boolean deaf;
    public boolean forgets = true;
    public boolean holdsNothing = true;
    public int reloads;
    public int stops;

    @Override
    public void prepare() {}

    @Override
    public String render(BrokerPolicy policy) {
        return AclFile.of(policy).render();
    }

    @Override
    public long position(String text) throws DamagedAclFile {
        return AclFile.parse(text).position();
    }

    @Override
    public ReloadEvidence reload(long position, boolean newPolicy) throws IOException {
        if (deaf) {
            throw new IOException("nobody there");
        }
        reloads++;
        return ReloadEvidence.NOT_NEEDED;
    }

    @Override
    public Optional<LiveBroker> live() {
        return asked ? Optional.of(this) : Optional.empty();
    }

    @Override
    public boolean stop() {
        stops++;
        return true;
    }

    @Override
    public void mend() {}

    @Override
    public void freeSpace() {}

    @Override
    public int readableBlocks() {
        return 1000;
    }

    @Override
    public Duration gathering() {
        return gathering;
    }

    @Override
    public void onSilenceChange(Runnable listener) {
        silenceChange = listener;
    }

    @Override
    public @Nullable String silence() {
        return null;
    }

    @Override
    public @Nullable String trouble() {
        return null;
    }

    @Override
    public Optional<Verdict.Refuted> awaitInForce(long position, ReloadEvidence evidence, @Nullable Long before)
            throws IOException {
        if (silence != null) {
            throw silence;
        }
        return Optional.empty();
    }

    @Override
    public Verdict inspect() {
        return verdict;
    }

    @Override
    public Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException {
        if (silence != null) {
            throw silence;
        }
        kicked.addAll(devices);
        return new TreeSet<>(devices);
    }

    @Override
    public boolean purge(CleanupBacklog.Purge purge) throws IOException {
        if (!forgets) {
            throw new IOException("no room for us");
        }
        purged.add(purge);
        return holdsNothing;
    }

    @Override
    public void forget(DeviceId device) throws IOException {
        if (!forgets) {
            throw new IOException("no room for us");
        }
        forgotten.add(device);
    }
}
