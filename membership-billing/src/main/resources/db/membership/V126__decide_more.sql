-- Whether one is billed for further terms while the last is not paid, and how often that has happened.
alter table packages add column bill_on_unpaid integer check (bill_on_unpaid between 0 and 10);
alter table memberships
  add column renewed_in_parts boolean not null default false,
  add column terms_on_unpaid integer not null default 0;

-- Where the tenant keeps the orders of those who chose another package, they count on.
create function keep_superseded_order() returns trigger language plpgsql as $$
begin
  if exists (select from settings s where s.tenant_id = new.tenant_id and s.superseded_orders = 'keep') then
    new.renewal_order_superseded := false;
  end if;
  return new;
end $$;

create trigger memberships_keep_superseded_order before update on memberships for each row
  when (new.renewal_order_superseded and not old.renewal_order_superseded) execute function keep_superseded_order();

-- Who inherited and does not any more holds the membership in his own right from then on, or ends, as the tenant decided.
create function end_inheritance() returns trigger language plpgsql as $$
begin
  select 'inactive', (new.sys_last_modified_at at time zone coalesce(s.time_zone, 'UTC'))::date
  into new.status, new.termination_date
  from settings s where s.tenant_id = new.tenant_id and s.ended_inheritance = 'end';
  if not found then
    new.status := 'active';
    new.termination_date := old.termination_date;
  else
    new.last_terminated_date := new.termination_date;
  end if;
  return new;
end $$;

create trigger memberships_end_inheritance before update of origin on memberships for each row
  when (old.origin = 'flow down' and new.origin = 'principal' and old.status = 'active' and new.status = 'active')
  execute function end_inheritance();
