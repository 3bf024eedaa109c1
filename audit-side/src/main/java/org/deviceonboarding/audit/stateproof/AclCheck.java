package org.deviceonboarding.audit.stateproof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.FoldedLog;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.StateCheck;
import org.springframework.stereotype.Component;

/**
 * Compares the SHA-256 in each broker's newest receipt with that of the ACL file rendered from the log at the same position. The
 * check holds the whole fleet's access in memory, once for each strategy in use, like an ACL projector.
 */
@Component
class AclCheck implements StateCheck {
    private static final Set<Class<? extends OnboardingEvent>> RECEIPTS = Set.of(BrokerPolicyEnforced.class);

    @Override
    public String projection() {
        return "acl";
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        LogPages log = new LogPages(connection);
        long head = log.head();
        Collection<BrokerPolicyEnforced> receipts = receipts(log, head, findings);
        for (AclStrategy strategy : AclStrategy.values()) {
            check(
                    strategy,
                    receipts.stream()
                            .filter(receipt -> receipt.strategy() == strategy)
                            .toList(),
                    log,
                    head,
                    findings);
        }
        findings.comparedAt(head);
    }

    private static Collection<BrokerPolicyEnforced> receipts(LogPages log, long head, Findings findings)
            throws SQLException {
        Map<BrokerId, BrokerPolicyEnforced> newest = new HashMap<>();
        new FoldedLog(
                        log,
                        RECEIPTS,
                        recorded -> EventFilter.ofEnforcement(recorded)
                                .map(Recorded::event)
                                .ifPresent(receipt -> newest.put(receipt.brokerId(), receipt)))
                .moveTo(head, findings);
        return newest.values();
    }

    private static void check(
            AclStrategy strategy, List<BrokerPolicyEnforced> receipts, LogPages log, long head, Findings findings)
            throws SQLException {
        if (receipts.isEmpty()) {
            return;
        }
        TreeMap<Long, List<BrokerPolicyEnforced>> wanted =
                new TreeMap<>(receipts.stream().collect(Collectors.groupingBy(BrokerPolicyEnforced::position)));
        Replay replay = new Replay(BrokerPolicy.empty(strategy));
        FoldedLog folded = new FoldedLog(log, Set.of(), replay::take);
        for (Map.Entry<Long, List<BrokerPolicyEnforced>> file : wanted.entrySet()) {
            folded.moveTo(Math.min(file.getKey(), head), findings);
            compare(file.getKey(), file.getValue(), replay.policy, findings);
        }
        findings.counted("acl_events", replay.events);
    }

    private static void compare(
            long position, List<BrokerPolicyEnforced> receipts, BrokerPolicy policy, Findings findings) {
        String expected = policy.position() == position
                ? Sha256.of(AclFile.of(policy).render().getBytes(UTF_8)).hex()
                : "no policy of position " + position;
        for (BrokerPolicyEnforced receipt : receipts) {
            findings.counted("acl_files", 1);
            if (!expected.equals(receipt.aclSha256().hex())) {
                findings.differs(
                        receipt.brokerId() + " at " + position,
                        expected,
                        receipt.aclSha256().hex());
            }
        }
    }

    private static final class Replay {
        private BrokerPolicy policy;
        private long events;

        Replay(BrokerPolicy empty) {
            this.policy = empty;
        }

        void take(Recorded<OnboardingEvent> event) {
            policy = policy.after(event);
            events++;
        }
    }
}
