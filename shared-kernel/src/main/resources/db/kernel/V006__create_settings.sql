-- One record a tenant.
create table settings (
  like sys_record,
  time_zone text,
  currency text,
  week_start text check (week_start in ('monday', 'saturday', 'sunday')),
  holiday_calendar text,
  holidays text[],
  test_mode_email text,
  mail_sender text,
  max_days_since_refresh integer check (max_days_since_refresh > 0),
  requests_per_minute integer check (requests_per_minute > 0),
  page_size integer check (page_size between 1 and 1000)
);
call protect_records('settings');
alter table settings add constraint settings_one_a_tenant unique (tenant_id);
