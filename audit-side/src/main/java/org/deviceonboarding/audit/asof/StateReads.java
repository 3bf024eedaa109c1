package org.deviceonboarding.audit.asof;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.acl.AclComparison;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the state as of a moment, and the differences to now, for controllers and pages. */
@Component
public class StateReads {
    private final StoredLog log;
    private final FleetAsOf fleet;
    private final FleetChanges changes;
    private final PolicyReplay policies;
    private final AclComparison acls;

    StateReads(StoredLog log, FleetAsOf fleet, FleetChanges changes, PolicyReplay policies, AclComparison acls) {
        this.log = log;
        this.fleet = fleet;
        this.changes = changes;
        this.policies = policies;
        this.acls = acls;
    }

    public long head() {
        return log.head();
    }

    public long positionAt(Instant moment) {
        return log.positionAt(moment);
    }

    /** The number of devices of each status, without canaries. */
    public Map<DeviceStatus, Long> counts(long position) {
        return fleet.counts(position);
    }

    /**
     * The devices that differ between two positions, by id.
     *
     * @return at most one device more than the limit, which then has another page
     */
    public List<FleetChange> changes(long then, long now, @Nullable DeviceId after, int limit) {
        return changes.between(then, now, after, limit);
    }

    /** Compares the ACL files of two positions, in the strategy with one block for each device. */
    public AclDifference acl(long then, long now) {
        AclFile before = policies.acl(AclStrategy.EXPLICIT, then);
        AclFile after = policies.acl(AclStrategy.EXPLICIT, now);
        return new AclDifference(
                before.blocks().size(),
                after.blocks().size(),
                acls.diff(before, after).lines().skip(2).toList()); // the first two name the files
    }

    /**
     * The difference between the ACL files of two positions.
     *
     * @param then the number of devices with a block at the earlier position
     * @param now the number of devices with a block at the later position
     * @param lines the lines of a unified diff
     */
    public record AclDifference(int then, int now, List<String> lines) {}
}
