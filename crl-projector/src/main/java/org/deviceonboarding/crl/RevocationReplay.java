package org.deviceonboarding.crl;

import java.util.concurrent.atomic.AtomicReference;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/**
 * Replays which certificates were revoked or on hold at a log position. An index over the events that matter makes this
 * fast.
 */
@Component
class RevocationReplay {
    private static final LogFilter EVENTS =
            LogFilter.of(CertificateRevoked.class, DeviceSuspended.class, DeviceResumed.class);

    private final FilteredLog log;

    RevocationReplay(FilteredLog log) {
        this.log = log;
    }

    Revocations at(long position) {
        AtomicReference<Revocations> revocations = new AtomicReference<>(Revocations.NONE);
        log.read(EVENTS.until(position), Long.MAX_VALUE, (StoredLog.Reader<RuntimeException>)
                entry -> revocations.updateAndGet(before -> before.after(Events.of(entry))));
        return revocations.get();
    }
}
