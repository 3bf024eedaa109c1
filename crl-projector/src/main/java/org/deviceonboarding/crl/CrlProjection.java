package org.deviceonboarding.crl;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.revocation.RevocationChange;
import org.springframework.stereotype.Component;

/**
 * Collects what changes the CRL; a batch of events that changes it ends with one new CRL, in the transaction that moves the
 * token. The rule is {@link RevocationChange}; here is only the I/O around it.
 */
@Component
@ProcessingGroup(CrlProjection.GROUP)
class CrlProjection {
    static final String GROUP = "crl";

    private final Crls crls;
    private final CrlSigning signing;

    CrlProjection(Crls crls, CrlSigning signing) {
        this.crls = crls;
        this.signing = signing;
    }

    @EventHandler
    void on(OnboardingEvent event, TrackingToken token, @Timestamp Instant at, UnitOfWork<?> unitOfWork) {
        Batch batch = unitOfWork.root().getOrComputeResource(GROUP, _ -> {
            Batch fresh = new Batch();
            unitOfWork.root().onPrepareCommit(_ -> close(fresh));
            return fresh;
        });
        batch.position = token.position().orElseThrow();
        batch.changes.put(batch.position, RevocationChange.of(new Recorded<>(batch.position, at, event)));
    }

    private void close(Batch batch) {
        CrlProgress progress = crls.lock();
        CrlProgress after = progress.movedTo(batch.position);
        List<RevocationChange> changes = batch.since(progress.position());
        crls.apply(changes);
        if (after.complete() && (!changes.isEmpty() || !progress.complete())) {
            signing.sign(after.position());
        }
        crls.moveTo(after.position());
    }

    private static final class Batch {
        final NavigableMap<Long, List<? extends RevocationChange>> changes = new TreeMap<>();
        long position;

        /** An event may arrive twice, and a hold that is over must not come back. */
        List<RevocationChange> since(long known) {
            return changes.tailMap(known, false).values().stream()
                    .<RevocationChange>flatMap(List::stream)
                    .toList();
        }
    }
}
