-- Members whose certifications end with a dropped membership: noted where it is dropped, gone when certifications-billing has
-- ended them or the member is one again. No foreign key: what was dropped may be deleted meanwhile.
create table certification_ends (
  tenant_id text not null,
  membership_id text not null,
  contact_id text,
  organization_id text,
  termination_date date not null,
  primary key (tenant_id, membership_id, termination_date)
);
call protect('certification_ends');
