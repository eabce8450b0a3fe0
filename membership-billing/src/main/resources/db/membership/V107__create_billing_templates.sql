-- A run without dates: the same flags and options, every date bound a relative date.
create table billing_templates (
  like sys_record,
  name text not null,
  notification_email text,
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
  batch_id text
);
call protect_records('billing_templates');
