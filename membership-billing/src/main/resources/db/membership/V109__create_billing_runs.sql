-- Below batch_id the engine's own columns: the execution under way and its lease (real clock), whether the list is out of
-- date, and which occurrence of a recurring run this is. Statistics are kept in billing_run_counts.
create table billing_runs (
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
  generate_renewal_notices boolean,
  renewal_notice_options jsonb,
  generate_renewal_orders boolean,
  renewal_order_options jsonb,
  send_renewal_reminders boolean,
  renewal_reminder_options jsonb,
  send_expiring_credit_card_reminders boolean,
  expiring_credit_card_reminders_options jsonb,
  send_auto_renewal_reminders boolean,
  auto_renewal_reminder_options jsonb,
  perform_auto_renewals boolean,
  auto_renewal_options jsonb,
  perform_drops boolean,
  drop_options jsonb,
  batch_id text,
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
