-- Jobs that the portal stopped by itself, and why.
alter table bulk_job add column stop_reason text check (stop_reason in ('key_revoked'));
