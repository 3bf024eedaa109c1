package org.deviceonboarding.crl;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.log.state.Snapshot;
import org.deviceonboarding.log.state.StateCheck;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.stereotype.Component;

/**
 * Compares the revocations in their table, and those on the newest CRL, with the log's up to the position of each. Holds as
 * many of them as signing a CRL does.
 */
@Component
class CrlCheck implements StateCheck {
    /** All that concerns a CRL, and what shares an index of the log with it. */
    static final Set<Class<? extends OnboardingEvent>> KINDS = Set.of(
            CertificateRevoked.class,
            DeviceSuspended.class,
            DeviceResumed.class,
            DeviceDecommissioned.class,
            AclTemplateDefined.class);

    private static final List<String> READ = List.of("crl_state", "revocation", "crl");

    private final CertificateAuthority authority;

    CrlCheck(CertificateAuthority authority) {
        this.authority = authority;
    }

    @Override
    public String projection() {
        return CrlRebuild.PROJECTION;
    }

    @Override
    public void check(Connection connection, Findings findings) throws SQLException {
        TaskDatabase database = TaskDatabase.on(connection);
        LogPages log = new LogPages(connection);
        Replayed replayed = new Replayed(0, Revocations.NONE);
        boolean compared = false;
        while (!compared) {
            replayed = replayed.upTo(least(database.crls()), log, findings);
            Replayed before = replayed;
            compared = Snapshot.of(connection, READ, () -> compare(database, before, log, findings));
        }
    }

    private static long least(Crls crls) {
        return Math.min(crls.position(), crls.newest().map(SignedCrl::position).orElse(Long.MAX_VALUE));
    }

    /** @return false if so much was appended meanwhile that it would take long */
    private boolean compare(TaskDatabase database, Replayed before, LogPages log, Findings findings)
            throws SQLException {
        Optional<SignedCrl> newest = database.crls().newest();
        long position = database.crls().position();
        Optional<Replayed> atCrl = before.soon(newest.map(SignedCrl::position).orElse(before.position()), log);
        Optional<Replayed> atState = before.soon(position, log);
        if (atCrl.isEmpty() || atState.isEmpty()) {
            return false;
        }
        RevocationComparison comparison = new RevocationComparison(findings);
        comparison.rows(database.jdbc(), atState.get().revocations());
        newest.ifPresent(
                crl -> comparison.published(crl, authority.issuer(), atCrl.get().revocations(), database.jdbc()));
        findings.comparedAt(position);
        return true;
    }

    /** The fold so far. */
    private record Replayed(long position, Revocations revocations) {
        Replayed upTo(long target, LogPages log, Findings findings) throws SQLException {
            Replayed so = this;
            List<Recorded<OnboardingEvent>> page;
            do {
                findings.reached(so.position, target);
                page = log.page(so.position, target, KINDS);
                so = so.after(page, target);
                findings.counted("revocation_events", page.size());
            } while (page.size() == LogPages.PAGE);
            return so;
        }

        /** A page is all that a short transaction has time for. */
        Optional<Replayed> soon(long target, LogPages log) throws SQLException {
            List<Recorded<OnboardingEvent>> page = log.page(position, target, KINDS);
            return page.size() == LogPages.PAGE || target < position
                    ? Optional.empty()
                    : Optional.of(after(page, target));
        }

        private Replayed after(List<Recorded<OnboardingEvent>> page, long target) {
            Revocations next = revocations;
            for (Recorded<OnboardingEvent> event : page) {
                next = next.after(event);
            }
            long reached = page.size() == LogPages.PAGE ? page.getLast().position() : target;
            return new Replayed(Math.max(position, reached), next);
        }
    }
}
