-- Inheritance, for whoever writes a membership: who holds one through another follows it in its term, package, type and status,
-- over any number of levels, one statement a level. Who had left by himself stays away; who is shielded is not ended with it.
alter table memberships add column ended_with_parent boolean;

create function flow_down() returns trigger language plpgsql as $$
declare
  moved text[];
begin
  select array_agg(p.id) into moved from written p join former b on b.tenant_id = p.tenant_id and b.id = p.id
  where (p.term_start_date, p.expiration_date, p.package_id, p.type_id, p.status, p.termination_date)
    is distinct from (b.term_start_date, b.expiration_date, b.package_id, b.type_id, b.status, b.termination_date);
  if moved is null then
    return null;
  end if;
  update memberships d set
    term_start_date = p.term_start_date, expiration_date = p.expiration_date, term_anchor_day = p.term_anchor_day,
    package_id = p.package_id, type_id = p.type_id,
    status = case when d.status = 'active' and d.prevent_termination and p.status = 'inactive' then d.status else p.status end,
    ended_with_parent = p.status = 'inactive' and (d.ended_with_parent or d.prevent_termination is not true),
    termination_date = case when p.status <> 'inactive' then null
      when d.prevent_termination then d.termination_date else coalesce(p.termination_date, d.termination_date) end,
    last_terminated_date = case when p.status = 'inactive' and d.prevent_termination is not true
      then coalesce(p.termination_date, d.last_terminated_date) else d.last_terminated_date end,
    status_reason_id = case when p.status <> b.status and d.prevent_termination is not true
      then p.status_reason_id else d.status_reason_id end,
    sys_version = d.sys_version + 1, sys_last_modified_at = p.sys_last_modified_at,
    sys_last_modified_by_id = p.sys_last_modified_by_id
  from written p join former b on b.tenant_id = p.tenant_id and b.id = p.id
  where d.tenant_id = p.tenant_id and d.parent_id = any(moved) and d.parent_id = p.id and d.origin = 'flow down'
    and (d.status = 'active' or d.ended_with_parent or d.status = 'inactive' and d.termination_date = b.termination_date);
  return null;
end $$;

create trigger memberships_flow_down after update on memberships
  referencing old table as former new table as written for each statement execute function flow_down();

-- Nobody inherits from herself, and the way up is five steps at most.
create function keep_above() returns trigger language plpgsql as $$
declare
  above text := new.parent_id;
  steps integer := 0;
begin
  while above is not null loop
    steps := steps + 1;
    if above = new.id or steps > 5 then
      raise exception 'parent_id: %', case when above = new.id then 'would make the membership inherit from itself'
        else 'is more than five levels below a principal' end using errcode = 'RB409';
    end if;
    select m.parent_id into above from memberships m where m.tenant_id = new.tenant_id and m.id = above
      and m.origin = 'flow down';
  end loop;
  return null;
end $$;

create trigger memberships_keep_above after insert on memberships for each row
  when (new.parent_id is not null) execute function keep_above();
create trigger memberships_still_keep_above after update of parent_id, origin on memberships for each row
  when (new.parent_id is not null and new.origin = 'flow down') execute function keep_above();
