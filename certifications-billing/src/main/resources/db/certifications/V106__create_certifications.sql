-- Candidates of reminders, forecasts and drops. The application that made one stands on it, and makes no other.
create table certifications (
  like sys_record,
  name text not null,
  contact_id text,
  first_name text,
  last_name text,
  organization_id text,
  organization_name text,
  email_address text,
  last_reminded_at timestamptz,
  program_id text,
  training_provider_id text,
  status text not null check (status in ('active', 'inactive', 'suspended', 'retired')),
  status_reason_id text,
  effective_date date,
  expiration_date date,
  termination_date date,
  last_terminated_date date,
  forecasted_renewal_amount numeric,
  application_id text
);
call protect_records('certifications');
alter table certifications add constraint certifications_program
  foreign key (tenant_id, program_id) references programs (tenant_id, id);
alter table certifications add constraint certifications_training_provider
  foreign key (tenant_id, training_provider_id) references training_providers (tenant_id, id);
alter table certifications add constraint certifications_status_reason
  foreign key (tenant_id, status_reason_id) references status_reasons (tenant_id, id);
-- an application makes one certification, ever
alter table certifications add constraint certifications_application unique (tenant_id, application_id);

-- every kind selects by expiration date
create index certifications_by_expiration on certifications (tenant_id, expiration_date, id);
create index certifications_by_contact on certifications (tenant_id, contact_id, id) where contact_id is not null;
create index certifications_by_organization on certifications (tenant_id, organization_id, id)
  where organization_id is not null;
create index certifications_by_program on certifications (tenant_id, program_id, id) where program_id is not null;
create index certifications_by_training_provider on certifications (tenant_id, training_provider_id, id)
  where training_provider_id is not null;
create index certifications_by_status_reason on certifications (tenant_id, status_reason_id, id)
  where status_reason_id is not null;
