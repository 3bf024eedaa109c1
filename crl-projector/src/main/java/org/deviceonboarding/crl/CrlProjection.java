package org.deviceonboarding.crl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.messages.revocation.Revocation;
import org.springframework.stereotype.Component;

/** Collects revocations; a batch of events that holds any ends with one new CRL, in the transaction that moves the token. */
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
        if (event instanceof CertificateRevoked revoked) {
            batch.revocations.add(Revocation.of(new Recorded<>(batch.position, at, revoked)));
        }
    }

    private void close(Batch batch) {
        CrlProgress before = crls.lock();
        CrlProgress after = before.movedTo(batch.position);
        crls.add(batch.revocations);
        if (after.complete() && (!batch.revocations.isEmpty() || !before.complete())) {
            signing.sign(after.position());
        }
        crls.moveTo(after.position());
    }

    private static final class Batch {
        final List<Revocation> revocations = new ArrayList<>();
        long position;
    }
}
