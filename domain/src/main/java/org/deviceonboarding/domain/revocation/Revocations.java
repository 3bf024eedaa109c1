package org.deviceonboarding.domain.revocation;

import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Every certificate that is void or on hold, expired or not, by serial number. The rule is {@link RevocationChange}. */
public record Revocations(PSortedMap<SerialNumber, Revocation> entries) {
    public static final Revocations NONE = new Revocations(TreePMap.empty());

    /** The fold: the revocations after one more event. */
    public Revocations after(Recorded<? extends OnboardingEvent> recorded) {
        PSortedMap<SerialNumber, Revocation> next = entries;
        for (RevocationChange change : RevocationChange.of(recorded)) {
            Revocation after = change.after(next.get(change.serial()));
            next = after == null ? next.minus(change.serial()) : next.plus(change.serial(), after);
        }
        return new Revocations(next);
    }
}
