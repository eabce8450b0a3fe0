-- A run without dates: the same flags and options, every date bound a relative date.
create table billing_templates (
  like sys_record,
  name text not null,
  notification_email text,
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
call protect_records('billing_templates');
