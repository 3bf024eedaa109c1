package org.deviceonboarding.log.projection;

import java.util.List;
import org.deviceonboarding.domain.broker.Enforcement;

/** Finds each broker's first receipt for a policy that includes an event. */
public interface FirstReceipts {
    /** The read model that a caller of {@link #of} waits for. */
    Projection projection();

    /**
     * For each broker, since when it enforces an event. A retired broker is listed only if it enforced the event.
     *
     * @param position the position of the event
     */
    List<Enforcement> of(long position);
}
