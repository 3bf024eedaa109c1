-- For the auditor's history. Neither has a row for a registration.

-- Events by kind, but for the three of each registration, which nobody has to look for long.
create index events_by_type on domain_event_entry (payload_type, global_index)
    where payload_type not in ('DeviceRegistered', 'CertificateIssued', 'CredentialsPackaged');

-- What was refused of a device is no event of the device's.
create index refused_commands on domain_event_entry ((payload::jsonb ->> 'device_id'))
    where payload_type = 'CommandRefused';
