-- What the tables of runs have in common: a service makes its own `like` these (including constraints), adds the columns of
-- its kinds, and calls connect_runs().

create table recurring_run_record (
  like sys_record,
  name text not null,
  pre_processing_lead_time integer not null check (pre_processing_lead_time >= 1), -- business days
  template_id text not null,
  is_active boolean,
  schedule text not null,
  human_readable_schedule text,
  auto_approve boolean,
  sys_next_processing_date timestamptz,
  last_run_date timestamptz,
  last_error text,
  last_error_date timestamptz,
  errors_since_last_run integer,
  next_run_date timestamptz -- the engine's own: the occurrence that sys_next_processing_date (lead time earlier) prepares
);

-- From execution_arn on the engine's own columns: the execution under way and its lease (real clock), whether the list is
-- out of date, and which occurrence of a recurring run this is. Statistics are kept in billing_run_counts.
create table run_record (
  like sys_record,
  name text not null,
  status text not null check (status in ('draft', 'scheduled', 'preprocessing', 'ready for execution',
    'scheduled for execution', 'running', 'completed', 'cancelled', 'error', 'timed out')),
  notification_email text,
  template_id text,
  recurring_billing_run_id text,
  scheduled_preprocessing_date timestamptz,
  scheduled_run_date timestamptz,
  preprocessing_date timestamptz,
  last_refresh_date timestamptz,
  run_date timestamptz,
  error text,
  error_stack text,
  execution_arn text,
  execution_started_at timestamptz,
  lease text,
  leased_until timestamptz,
  progressed_at timestamptz,
  executed boolean not null default false,
  refresh_needed boolean not null default false,
  auto_approve boolean not null default false,
  occurrence timestamptz,
  summary_mail_state text check (summary_mail_state in ('queued', 'sending', 'sent', 'failed', 'unknown'))
);

-- One row per run, type, candidate and reminder, ever: the id is made of them, so no other unique key is needed, and rows
-- of one preview arrive in index order. No foreign key to the candidate: the list is history and may outlive it.
-- From lease on the engine's own columns: lease (real clock), the state of the action's mail, and whether its database
-- effects took place.
create table run_action_record (
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
  expiration_date date,
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

-- Keys, protection, references and indexes of the four tables of runs, and the counts of a run's actions by type and
-- status, which change by delta in the transaction that changes the actions.
create procedure connect_runs() language plpgsql as $$
begin
  call protect_records('recurring_billing_runs');
  alter table recurring_billing_runs add constraint recurring_billing_runs_template
    foreign key (tenant_id, template_id) references billing_templates (tenant_id, id);
  create index recurring_billing_runs_by_template on recurring_billing_runs (tenant_id, template_id, id);

  call protect_records('billing_runs');
  alter table billing_runs add constraint billing_runs_template
    foreign key (tenant_id, template_id) references billing_templates (tenant_id, id);
  alter table billing_runs add constraint billing_runs_recurring
    foreign key (tenant_id, recurring_billing_run_id) references recurring_billing_runs (tenant_id, id);
  -- each occurrence of a recurring run makes one billing run, whichever replica is first
  alter table billing_runs add constraint billing_runs_occurrence
    unique (tenant_id, recurring_billing_run_id, occurrence);
  create index billing_runs_by_recurring on billing_runs (tenant_id, recurring_billing_run_id, id)
    where recurring_billing_run_id is not null;
  create index billing_runs_by_template on billing_runs (tenant_id, template_id, id) where template_id is not null;

  call protect_records('billing_run_actions');
  alter table billing_run_actions add constraint billing_run_actions_run
    foreign key (tenant_id, billing_run_id) references billing_runs (tenant_id, id) on delete cascade;
  create index billing_run_actions_by_run on billing_run_actions (tenant_id, billing_run_id, id);
  -- what is still to be done; finished rows leave it
  create index billing_run_actions_open on billing_run_actions (tenant_id, billing_run_id, type, id)
    where status in ('pending', 'processing', 'processing order') or mail_state in ('queued', 'sending');

  create table billing_run_counts (
    tenant_id text not null,
    billing_run_id text not null,
    type text not null,
    status text not null,
    n bigint not null,
    primary key (tenant_id, billing_run_id, type, status)
  );
  call protect('billing_run_counts');
  alter table billing_run_counts add constraint billing_run_counts_run
    foreign key (tenant_id, billing_run_id) references billing_runs (tenant_id, id) on delete cascade;
end $$;
