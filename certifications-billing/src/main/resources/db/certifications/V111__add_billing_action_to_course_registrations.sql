-- the action that is billing the registration: while it stands, no other may
alter table course_registrations add column billing_action_id text;
create index course_registrations_by_action on course_registrations (tenant_id, billing_action_id)
  where billing_action_id is not null;
