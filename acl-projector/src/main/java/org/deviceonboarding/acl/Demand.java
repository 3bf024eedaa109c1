package org.deviceonboarding.acl;

import java.util.OptionalLong;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.CredentialsDownloaded;
import org.deviceonboarding.messages.event.CredentialsExpired;
import org.deviceonboarding.messages.event.CredentialsPackaged;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.event.DeviceResumed;
import org.deviceonboarding.messages.event.DeviceSuspended;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.messages.topics.AccessPolicy;

/**
 * What the log asks of a broker, as far as it was read.
 *
 * @param reached position of the newest event read
 * @param policy who may reach what
 * @param revoked position of the newest event that a CRL has to know
 */
record Demand(long reached, AccessPolicy policy, long revoked) {
    static final Demand NONE = new Demand(-1, AccessPolicy.EMPTY, 0);

    /** The fold: the demand after one more event; an event already read changes nothing. */
    Demand after(Recorded<? extends OnboardingEvent> recorded) {
        if (recorded.position() <= reached) {
            return this;
        }
        long revocation = switch (recorded.event()) {
            case CertificateRevoked _, DeviceSuspended _, DeviceResumed _ -> recorded.position();
            case DeviceRegistered _,
                    DeviceDecommissioned _,
                    CertificateIssued _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    BrokerCertificateIssued _ -> revoked;
        };
        return new Demand(recorded.position(), policy.after(recorded), revocation);
    }

    /** Whether the log was read up to there. */
    boolean covers(OptionalLong head) {
        return head.isEmpty() || reached >= head.getAsLong();
    }

    /** Whether a broker that has what the other asks for lacks something of this one. */
    boolean asksMoreThan(Demand other) {
        return revoked != other.revoked || policy.position() != other.policy.position();
    }
}
