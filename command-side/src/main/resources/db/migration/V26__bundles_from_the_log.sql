-- A bundle without a private key is not stored: it is made from the log when somebody fetches it.
alter table credential_bundle add column made_on_fetch boolean not null default false; -- and it still waits

drop index credential_bundle_waiting;
create index credential_bundle_waiting on credential_bundle (expires_at) where zip is not null or made_on_fetch;

drop index credential_bundle_batch;
create index credential_bundle_batch on credential_bundle (job_id, device_id)
    where job_id is not null and (zip is not null or made_on_fetch);
