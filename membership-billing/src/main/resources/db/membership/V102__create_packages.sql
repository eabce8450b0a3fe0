create table packages (
  like sys_record,
  name text not null,
  type_id text,
  is_active boolean,
  new_price numeric check (new_price >= 0),
  renewal_price numeric check (renewal_price >= 0),
  currency text,
  term integer check (term > 0), -- months
  term_type text check (term_type in ('anniversary', 'calendar'))
);
call protect_records('packages');
alter table packages add constraint packages_type foreign key (tenant_id, type_id) references types (tenant_id, id);
create index packages_by_type on packages (tenant_id, type_id, id);
