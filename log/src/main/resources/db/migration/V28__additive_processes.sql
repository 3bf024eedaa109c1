-- A version that does not know an event of the log must not read it. So a kind of event is appended only if every running process
-- knows it, and a process starts only if it knows every kind that the log may hold (docs/adr/0052).

-- The processes that run. Each renews its row every few seconds, so keep room for it on its page and sweep often.
create table running_process (
    name       text primary key,
    roles      text        not null,
    version    text        not null,
    kinds      text[]      not null, -- of events that it reads: name and revision
    started_at timestamptz not null default clock_timestamp(),
    live_until timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The kinds of events that the log may hold. A later kind is added in the transaction that appends its first event.
create table event_kind (
    name     text not null,
    revision text not null,
    primary key (name, revision)
);
insert into event_kind (name, revision) values
    ('AclTemplateDefined', '1'), ('AclTemplateDefined', '2'), ('ApiKeyCreated', '1'), ('ApiKeyCreated', '2'),
    ('ApiKeyRevoked', '1'), ('ApprovalGranted', '1'), ('ApprovalRejected', '1'), ('ApprovalRequested', '1'),
    ('AuthorityEstablished', '1'), ('BatchClaimed', '1'), ('BatchDownloadStarted', '1'), ('BatchDownloaded', '1'),
    ('BrokerCertificateIssued', '1'), ('BrokerKeysPresented', '1'), ('BrokerPolicyEnforced', '1'),
    ('BrokerPolicyEnforced', '2'), ('BrokerPolicyRejected', '1'), ('BrokerProofDisabled', '1'), ('BrokerRetired', '1'),
    ('BulkCancelled', '1'), ('BulkCancelled', '2'), ('BulkFinished', '1'), ('BulkStarted', '1'), ('CertificateExpired', '1'),
    ('CertificateExpired', '2'), ('CertificateExpiring', '1'), ('CertificateIssued', '1'), ('CertificateIssued', '2'),
    ('CertificateRevoked', '1'), ('CommandRefused', '1'), ('CredentialsDownloaded', '1'), ('CredentialsExpired', '1'),
    ('CredentialsPackaged', '1'), ('CredentialsPackaged', '2'), ('DeviceDecommissioned', '1'), ('DeviceDetailsChanged', '1'),
    ('DeviceRegistered', '1'), ('DeviceResumed', '1'), ('DeviceSuspended', '1'), ('ImportAccepted', '1'),
    ('ImportCancelled', '1'), ('ImportCancelled', '2'), ('ImportFinished', '1'), ('ServerCertificateIssued', '1'),
    ('SignInRefused', '1'), ('SignedIn', '1'), ('SignedOut', '1');
