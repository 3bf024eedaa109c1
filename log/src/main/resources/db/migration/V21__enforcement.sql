-- Two more kinds of brokers' events: a broker was retired, or proves nothing.
drop index broker_events;
create index broker_events on domain_event_entry (global_index)
    where payload_type in ('BrokerKeysPresented', 'BrokerCertificateIssued', 'BrokerPolicyEnforced',
                           'BrokerPolicyRejected', 'BrokerProofDisabled', 'BrokerRetired');

-- One broker's events, for whoever waits until the broker enforces a change.
create index events_of_broker on domain_event_entry ((payload::jsonb ->> 'broker_id'), global_index)
    where payload_type in ('BrokerKeysPresented', 'BrokerCertificateIssued', 'BrokerPolicyEnforced',
                           'BrokerPolicyRejected', 'BrokerProofDisabled', 'BrokerRetired');
