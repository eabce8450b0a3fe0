-- What was told for a term by one run is not told by another, unless staff ask for that.
alter table billing_run_actions add column repeat boolean;
create index billing_run_actions_told on billing_run_actions (tenant_id, candidate_id, type) where expiration_date is not null;
