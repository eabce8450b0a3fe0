-- The trace of deleted records: who, when, and what it was.
create table deletions (
  tenant_id text not null,
  resource text not null,
  id text not null,
  sys_deleted_by_id text not null,
  deleted_at timestamptz not null,
  record jsonb not null,
  primary key (tenant_id, resource, id)
);
call protect('deletions');
