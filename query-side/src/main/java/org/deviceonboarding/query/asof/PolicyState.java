package org.deviceonboarding.query.asof;

import java.time.Instant;
import org.deviceonboarding.audit.log.EntryReader;
import org.deviceonboarding.audit.log.UnreadableEntry;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.messages.acl.BrokerPolicy;
import org.deviceonboarding.messages.broker.AclStrategy;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.query.log.StoredLog;

/**
 * What the log folds to, up to a position of it.
 *
 * @param position all up to and with it is in the policy, whose own position is that of the newest event that mattered
 * @param latest the latest time of all those events
 */
record PolicyState(BrokerPolicy policy, long position, Instant latest) {
    static PolicyState empty(AclStrategy strategy) {
        return new PolicyState(BrokerPolicy.empty(strategy), 0, Instant.EPOCH);
    }

    /** The state at a later position. */
    PolicyState replayed(StoredLog log, long until) {
        Replay replay = new Replay(this);
        log.read(position, until, replay::take);
        return new PolicyState(replay.policy, until, replay.latest);
    }

    private static final class Replay {
        private final EntryReader events = new EntryReader();
        private BrokerPolicy policy;
        private Instant latest;

        Replay(PolicyState from) {
            policy = from.policy;
            latest = from.latest;
        }

        void take(LogEntry entry) {
            try {
                Recorded<?> recorded = events.read(entry);
                policy = policy.after(recorded);
                latest = recorded.at().isAfter(latest) ? recorded.at() : latest;
            } catch (UnreadableEntry e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
