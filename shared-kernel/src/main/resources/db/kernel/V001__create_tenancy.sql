-- What every table of a service stands on: entering a tenant, and the shape of a record.

-- First statement of every transaction; works on plain Postgres and on Citus workers (sql.md, rule 2).
create function enter_tenant(tenant text) returns void language plpgsql as $$
begin
  set local citus.propagate_set_commands = 'local';
  execute format('set local app.tenant = %L', tenant);
end $$;

-- The columns every record has; tables are made `like` it.
create table sys_record (
  tenant_id text not null,
  id text not null,
  sys_version integer not null,
  sys_created_at timestamptz not null,
  sys_created_by_id text not null,
  sys_last_modified_at timestamptz not null,
  sys_last_modified_by_id text not null,
  sys_deleted_by_id text,
  sys_last_security_context jsonb,
  sys_external_id text,
  sys_directive text,
  sys_locked boolean,
  sys_bulk_load_pk text,
  sys_bulk_load_at text,
  sys_bulk_load_id text,
  sys_bulk_load_record_no numeric,
  sys_bulk_load_source_file text,
  sys_last_bulk_data_operation_id text,
  sys_last_bulk_data_operation_sys_version text,
  sys_calculated_field_error text,
  sys_calculated_field_errors jsonb,
  sys_configuration_snapshot_id text,
  sys_snapshot_base_version numeric,
  sys_has_files_in_s3 boolean
);

-- Puts a table behind row-level security and lets the service's role use it (sql.md, rule 10).
create procedure protect(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy tenant on %I using (tenant_id = current_setting(''app.tenant'', true))
    with check (tenant_id = current_setting(''app.tenant'', true))', name);
  execute format('grant select, insert, update, delete on %I to ${service_role}', name);
end $$;

-- Primary key, protection, and the deletions' own trace, for a table of records.
create procedure protect_records(name text) language plpgsql as $$
begin
  execute format('alter table %I add constraint %I primary key (tenant_id, id)', name, name || '_pk');
  execute format('create index %I on %I (tenant_id, sys_bulk_load_pk, id) where sys_bulk_load_pk is not null',
    name || '_bulk_load_pk', name);
  call protect(name);
end $$;
