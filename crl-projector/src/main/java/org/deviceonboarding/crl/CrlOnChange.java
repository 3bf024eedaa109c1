package org.deviceonboarding.crl;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.deviceonboarding.log.readmodel.ReadModelHook;
import org.deviceonboarding.log.state.Findings;
import org.deviceonboarding.log.state.LogPages;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signs one new CRL for each batch of events that changes the entries, in the same transaction. While the entries are
 * rebuilt and lack revocations, it signs none: such a CRL would give revoked devices their access back.
 */
@Component
class CrlOnChange implements ReadModelHook {
    private final ReaderProgress progress;
    private final ObjectProvider<CertificateAuthority> authority;
    private final CrlProperties properties;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private final Crls crls;
    private volatile boolean complete;
    // Whether brokers may have a newer CRL than the database, which lost it: they take none but a newer one.
    private volatile boolean lost;

    /** @param authority opened when it signs */
    CrlOnChange(
            Crls crls,
            ReaderProgress progress,
            ObjectProvider<CertificateAuthority> authority,
            CrlProperties properties,
            InstantSource clock,
            DatabaseClock reference) {
        this.crls = crls;
        this.progress = progress;
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
        this.reference = reference;
    }

    @Override
    public void begun(JdbcTemplate jdbc) {
        complete = false;
        crls.beginAgain();
    }

    @Override
    public void eventsLost() {
        lost = true;
    }

    @Override
    public boolean wants(long position) {
        if (!complete) {
            CrlCoverage coverage = crls.coverage();
            complete = coverage.complete();
            return !complete && position >= coverage.completeFrom();
        }
        return lost;
    }

    @Override
    public void moved(JdbcTemplate jdbc, long position, boolean changed) {
        CrlCoverage coverage = crls.lock();
        if (position >= coverage.completeFrom() && (changed || lost || !coverage.complete())) {
            signing(crls).sign(position);
            if (!coverage.complete()) {
                crls.completed();
            }
            if (lost) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lost = false;
                    }
                });
            }
        }
    }

    @Override
    public void replaced(JdbcTemplate jdbc, long position) {
        Crls there = new Crls(JdbcClient.create(jdbc), progress);
        if (there.lock().complete()) {
            signing(there).sign(position);
        }
    }

    private CrlSigning signing(Crls where) {
        return new CrlSigning(where, authority.getObject(), properties, clock, reference);
    }

    /**
     * Checks that the newest CRL lists what the log says up to the CRL's position. It needs as much memory as signing a
     * CRL.
     */
    @Override
    public void checked(Connection connection, long position, Findings findings) throws SQLException {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        Optional<SignedCrl> newest = new Crls(jdbc, progress).newestSigned();
        if (newest.isPresent()) {
            RevocationFold fold = new RevocationFold();
            new LogPages(connection)
                    .read(0, newest.get().summary().position(), CrlReadModel.KINDS, page -> page.forEach(fold::take));
            new RevocationComparison(findings)
                    .published(newest.get(), authority.getObject().issuer(), fold.revocations, jdbc);
        }
    }

    private static final class RevocationFold {
        private Revocations revocations = Revocations.NONE;

        void take(Recorded<OnboardingEvent> event) {
            revocations = revocations.after(event);
        }
    }
}
