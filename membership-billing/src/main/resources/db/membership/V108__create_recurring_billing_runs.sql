-- next_run_date is the engine's own: the occurrence that sys_next_processing_date (lead time earlier) prepares.
create table recurring_billing_runs (
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
  next_run_date timestamptz
);
call protect_records('recurring_billing_runs');
alter table recurring_billing_runs add constraint recurring_billing_runs_template
  foreign key (tenant_id, template_id) references billing_templates (tenant_id, id);
create index recurring_billing_runs_by_template on recurring_billing_runs (tenant_id, template_id, id);
