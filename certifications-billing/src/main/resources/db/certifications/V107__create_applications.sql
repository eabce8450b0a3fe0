-- Candidates of activations, application reminders and expiries. certification_id is the certification it renews or,
-- once activated, the one it made.
create table applications (
  like sys_record,
  name text not null,
  contact_id text,
  first_name text,
  last_name text,
  organization_id text,
  organization_name text,
  email_address text,
  last_reminded_at timestamptz,
  type text not null check (type in ('certification', 'renewal', 'reinstatement', 'transfer')),
  certification_id text,
  program_id text,
  training_provider_id text,
  status text not null check (status in ('draft', 'missing requirements', 'pending approval', 'approved', 'rejected',
    'activated', 'expired')),
  status_reason_id text,
  expiration_date date, -- when the application itself lapses
  certification_expiration_date date,
  activation_date date
);
call protect_records('applications');
alter table applications add constraint applications_certification
  foreign key (tenant_id, certification_id) references certifications (tenant_id, id);
alter table applications add constraint applications_program
  foreign key (tenant_id, program_id) references programs (tenant_id, id);
alter table applications add constraint applications_training_provider
  foreign key (tenant_id, training_provider_id) references training_providers (tenant_id, id);
alter table applications add constraint applications_status_reason
  foreign key (tenant_id, status_reason_id) references status_reasons (tenant_id, id);
alter table certifications add constraint certifications_made_by
  foreign key (tenant_id, application_id) references applications (tenant_id, id);

create index applications_by_expiration on applications (tenant_id, expiration_date, id);
-- activations select by status only, and those still to be activated are few
create index applications_approved on applications (tenant_id, id) where status = 'approved';
create index applications_by_certification on applications (tenant_id, certification_id, id)
  where certification_id is not null;
create index applications_by_contact on applications (tenant_id, contact_id, id) where contact_id is not null;
create index applications_by_organization on applications (tenant_id, organization_id, id)
  where organization_id is not null;
create index applications_by_program on applications (tenant_id, program_id, id) where program_id is not null;
create index applications_by_training_provider on applications (tenant_id, training_provider_id, id)
  where training_provider_id is not null;
create index applications_by_status_reason on applications (tenant_id, status_reason_id, id)
  where status_reason_id is not null;
