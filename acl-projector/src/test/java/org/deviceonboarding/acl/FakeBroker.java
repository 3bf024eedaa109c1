package org.deviceonboarding.acl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** A broker that does what a test says, to whoever asks it. */
final class FakeBroker implements Proof {
    static final Verdict GOOD = new Verdict.Proven(new CanaryReport(true, true, true, true));
    static final Verdict BAD = new Verdict.Refuted("The broker lets in a revoked certificate", null);

    final List<DeviceId> kicked = Collections.synchronizedList(new ArrayList<>());
    final List<DeviceId> forgotten = new ArrayList<>();
    final List<CleanupBacklog.Purge> purged = new ArrayList<>();
    Verdict verdict = GOOD;

    @Nullable
    IOException silence;

    boolean forgets = true;
    boolean holdsNothing = true;

    @Override
    public void beforeReload(long position) {}

    @Override
    public Verdict of(Deployment published, @Nullable Long before) throws IOException {
        if (silence != null) {
            throw silence;
        }
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
