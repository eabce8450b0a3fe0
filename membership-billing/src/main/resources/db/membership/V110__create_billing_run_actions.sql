-- One row per run, type, candidate and reminder, ever: the id is made of them, so no other unique key is needed, and rows
-- of one preview arrive in index order. No foreign key to the candidate: the list is history and may outlive it.
-- Below currency the engine's own columns: lease (real clock), the state of the action's mail, and whether its database
-- effects took place.
create table billing_run_actions (
  like sys_record,
  name text not null,
  date timestamptz not null,
  billing_run_id text not null,
  type text not null,
  candidate_service text not null,
  candidate_id text not null,
  status text not null check (status in ('pending', 'processing', 'processing order', 'completed', 'payment failure',
    'error', 'excluded', 'no longer eligible', 'expiration date changed')),
  last_refresh_date timestamptz,
  outcome_of_last_refresh text check (outcome_of_last_refresh in ('no change', 'added', 'removed')),
  error_message text,
  error_stack text,
  step_function_execution_arn text,
  membership_id text,
  expiration_date date,
  billing_notice_id text,
  reminder_id text,
  order_id text,
  invoice_id text,
  amount numeric,
  currency text,
  lease text,
  leased_until timestamptz,
  done boolean,
  mail_state text check (mail_state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  mail_attempts integer,
  mail_not_before timestamptz
);
call protect_records('billing_run_actions');
alter table billing_run_actions add constraint billing_run_actions_run
  foreign key (tenant_id, billing_run_id) references billing_runs (tenant_id, id) on delete cascade;
create index billing_run_actions_by_run on billing_run_actions (tenant_id, billing_run_id, id);
create index billing_run_actions_by_membership on billing_run_actions (tenant_id, membership_id, id);
-- what is still to be done; finished rows leave it
create index billing_run_actions_open on billing_run_actions (tenant_id, billing_run_id, type, id)
  where status in ('pending', 'processing', 'processing order') or mail_state in ('queued', 'sending');
