-- The candidates of this service's runs. An open renewal order is at most one: it stands on the membership, with the
-- expiration date of the term it renews and what is still to pay.
create table memberships (
  like sys_record,
  name text not null,
  contact_id text,
  first_name text,
  last_name text,
  organization_id text,
  organization_name text,
  email_address text,
  type_id text,
  package_id text,
  renews_with_id text,
  status text not null check (status in ('active', 'inactive', 'pending')),
  status_reason_id text,
  join_date date,
  term_start_date date,
  expiration_date date,
  renewal_date date,
  reinstatement_date date,
  termination_date date,
  last_terminated_date date,
  last_reminded_at timestamptz,
  renew_automatically boolean,
  renewal_payment_info jsonb,
  bill_organization boolean,
  prevent_termination boolean,
  origin text check (origin in ('principal', 'flow down')),
  parent_id text,
  renewal_order_id text,
  renewal_order_expiration_date date,
  renewal_order_balance_due numeric
);
call protect_records('memberships');
alter table memberships add constraint memberships_type
  foreign key (tenant_id, type_id) references types (tenant_id, id);
alter table memberships add constraint memberships_package
  foreign key (tenant_id, package_id) references packages (tenant_id, id);
alter table memberships add constraint memberships_renews_with
  foreign key (tenant_id, renews_with_id) references packages (tenant_id, id);
alter table memberships add constraint memberships_status_reason
  foreign key (tenant_id, status_reason_id) references status_reasons (tenant_id, id);
alter table memberships add constraint memberships_parent
  foreign key (tenant_id, parent_id) references memberships (tenant_id, id);
-- every kind selects by expiration date
create index memberships_by_expiration on memberships (tenant_id, expiration_date, id);
create index memberships_by_contact on memberships (tenant_id, contact_id, id) where contact_id is not null;
create index memberships_by_organization on memberships (tenant_id, organization_id, id) where organization_id is not null;
create index memberships_by_type on memberships (tenant_id, type_id, id) where type_id is not null;
create index memberships_by_package on memberships (tenant_id, package_id, id) where package_id is not null;
create index memberships_by_renews_with on memberships (tenant_id, renews_with_id, id) where renews_with_id is not null;
create index memberships_by_status_reason on memberships (tenant_id, status_reason_id, id)
  where status_reason_id is not null;
create index memberships_by_parent on memberships (tenant_id, parent_id, id) where parent_id is not null;
