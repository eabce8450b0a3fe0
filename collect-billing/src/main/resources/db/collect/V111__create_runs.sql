create table recurring_billing_runs (like recurring_run_record including constraints);

create table billing_runs (
  like run_record including constraints including defaults,
  process_installment_schedules boolean,
  installment_schedule_options jsonb,
  send_installment_schedule_reminders boolean,
  installment_schedule_reminder_options jsonb,
  send_expiring_credit_card_reminders boolean,
  expiring_credit_card_reminder_options jsonb,
  send_statements boolean,
  statement_options jsonb,
  cancel_installment_schedules boolean,
  installment_schedule_cancellation_options jsonb
);

create table billing_run_actions (
  like run_action_record including constraints,
  customer_type text,
  contact_id text,
  organization_id text,
  customer_id text,
  first_name text,
  last_name text,
  contact_name text,
  organization_name text,
  email_address text,
  job_title text,
  city text,
  state text,
  country text,
  installment_schedule_id text,
  stored_payment_method_id text,
  entry_ids text[], -- the installments that the action bills
  billing_notice_id text,
  failed_billing_notice_id text
);

call connect_runs();
create index billing_run_actions_by_installment_schedule on billing_run_actions (tenant_id, installment_schedule_id, id)
  where installment_schedule_id is not null;
create index billing_run_actions_by_stored_payment_method on billing_run_actions (tenant_id, stored_payment_method_id, id)
  where stored_payment_method_id is not null;
create index billing_run_actions_by_customer on billing_run_actions (tenant_id, customer_id, id)
  where customer_id is not null;
