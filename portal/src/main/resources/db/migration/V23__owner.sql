-- The human or program that holds a key; null for a key that is its own owner, as those from before are.
alter table api_key add column owner text;
-- Who stood behind the actor that decided.
alter table approval add column decider_owner text;
