package org.deviceonboarding.log.read;

import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;

/**
 * Filters for the events of brokers and for the events that brokers have to act upon. An index exists for each filter.
 */
public final class BrokerFilters {
    /** All events of brokers. The indexes broker_events and events_of_broker contain them. */
    public static final LogFilter ALL = LogFilter.of(
            BrokerKeysPresented.class,
            BrokerCertificateIssued.class,
            BrokerPolicyEnforced.class,
            BrokerPolicyRejected.class,
            BrokerProofDisabled.class,
            BrokerRetired.class);

    /** The events that tell whether a broker is in use: its signs of life, and its retirement. The newest one counts. */
    public static final LogFilter SIGNS = LogFilter.of(
            BrokerKeysPresented.class,
            BrokerPolicyEnforced.class,
            BrokerPolicyRejected.class,
            BrokerProofDisabled.class,
            BrokerRetired.class);

    static final LogFilter PROOFS = LogFilter.of(BrokerPolicyEnforced.class, BrokerProofDisabled.class);

    /** The events that every broker has to act upon. The index acting_events contains them. */
    static final LogFilter ACTING = LogFilter.of(
            CertificateRevoked.class,
            DeviceSuspended.class,
            DeviceResumed.class,
            DeviceDecommissioned.class,
            AclTemplateDefined.class);

    /**
     * The beginning of a query: {@code known} has the ids of all brokers. Brokers are few and their events are many, so the query
     * asks the index events_of_broker for one id after the other.
     */
    static final String KNOWN = """
            with recursive known (id) as (
                (select payload::jsonb ->> 'broker_id' from domain_event_entry %1$s order by 1 limit 1)
                union all
                select (select payload::jsonb ->> 'broker_id' from domain_event_entry
                        %1$s and payload::jsonb ->> 'broker_id' > known.id order by 1 limit 1)
                from known where known.id is not null)
            """.formatted(ALL.where());

    private BrokerFilters() {}
}
