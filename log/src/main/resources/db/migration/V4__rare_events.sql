-- Ways into the log for readers of few kinds of events. Registrations, which are nearly all of it, are in none of them.

-- For projections that handle only these, to see how far they are (SparsePosition).
create index template_events on domain_event_entry (global_index)
    where payload_type in ('AclTemplateDefined');
create index broker_events on domain_event_entry (global_index)
    where payload_type in ('BrokerKeysPresented', 'BrokerCertificateIssued', 'BrokerPolicyEnforced',
                           'BrokerPolicyRejected');

-- What every broker has to act upon, to see how far it is behind (Lags).
create index acting_events on domain_event_entry (global_index)
    where payload_type in ('CertificateRevoked', 'DeviceSuspended', 'DeviceResumed', 'DeviceDecommissioned',
                           'AclTemplateDefined');
