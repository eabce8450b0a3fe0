-- A run without dates: the same flags and options, every date bound a relative date.
create table billing_templates (
  like sys_record,
  name text not null,
  notification_email text,
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
call protect_records('billing_templates');
