-- What training providers are billed for; billed_invoice_id says that it was.
create table course_registrations (
  like sys_record,
  training_provider_id text not null,
  program_id text,
  course_name text not null,
  registration_date date not null,
  amount numeric not null check (amount >= 0),
  currency text,
  billed_invoice_id text
);
call protect_records('course_registrations');
alter table course_registrations add constraint course_registrations_training_provider
  foreign key (tenant_id, training_provider_id) references training_providers (tenant_id, id);
alter table course_registrations add constraint course_registrations_program
  foreign key (tenant_id, program_id) references programs (tenant_id, id);
create index course_registrations_by_training_provider on course_registrations (tenant_id, training_provider_id, id);
create index course_registrations_by_program on course_registrations (tenant_id, program_id, id)
  where program_id is not null;
create index course_registrations_unbilled on course_registrations (tenant_id, registration_date, training_provider_id)
  where billed_invoice_id is null;
