create table recurring_billing_runs (like recurring_run_record including constraints);

create table billing_runs (
  like run_record including constraints including defaults,
  activate_applications boolean,
  application_activation_options jsonb,
  bill_training_providers boolean,
  training_provider_billing_options jsonb,
  send_renewal_reminders boolean,
  renewal_reminder_options jsonb,
  send_application_reminders boolean,
  application_reminder_options jsonb,
  forecast_renewals boolean,
  renewal_forecasting_options jsonb,
  expire_applications boolean,
  application_expiration_options jsonb,
  perform_drops boolean,
  drop_options jsonb
);

create table billing_run_actions (
  like run_action_record including constraints,
  certification_id text,
  application_id text,
  training_provider_id text,
  program_id text,
  certification_notice_id text,
  application_notice_id text,
  email_training_provider_invoice boolean,
  invoice_template_id text,
  training_provider_billing_records jsonb -- each registration billed, with its amount and the reason for it
);

call connect_runs();
create index billing_run_actions_by_certification on billing_run_actions (tenant_id, certification_id, id)
  where certification_id is not null;
create index billing_run_actions_by_application on billing_run_actions (tenant_id, application_id, id)
  where application_id is not null;
create index billing_run_actions_by_training_provider on billing_run_actions (tenant_id, training_provider_id, id)
  where training_provider_id is not null;
