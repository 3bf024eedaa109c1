package org.deviceonboarding.audit.asof;

import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;

/**
 * A broker policy, folded from the log up to a position.
 *
 * @param position the last position that was read; the policy's own position is that of the newest event that changed it
 */
record PolicyState(BrokerPolicy policy, long position) {
    static PolicyState empty(AclStrategy strategy) {
        return new PolicyState(BrokerPolicy.empty(strategy), 0);
    }

    /** The state at a later position. */
    PolicyState replayed(StoredLog log, long until) {
        Replay replay = new Replay(this);
        log.read(position, until, replay::take);
        return new PolicyState(replay.policy, until);
    }

    private static final class Replay {
        private final EntryReader events = new EntryReader();
        private BrokerPolicy policy;

        Replay(PolicyState from) {
            policy = from.policy;
        }

        void take(LogEntry entry) {
            try {
                policy = policy.after(events.read(entry));
            } catch (UnreadableEntry e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
