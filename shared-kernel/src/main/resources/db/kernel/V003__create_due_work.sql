-- What is due and when, across all tenants: the one table replicas poll (sql.md, rule 11). A row is a hint to look;
-- the record itself decides by compare-and-set inside its tenant.
create table due_work (
  tenant_id text not null,
  kind text not null check (kind in ('preprocessing', 'execution', 'recurring run')),
  record_id text not null,
  due_at timestamptz not null,
  primary key (tenant_id, kind, record_id)
);
create index due_work_by_time on due_work (due_at);
grant select, insert, update, delete on due_work to ${service_role};
