-- The installments of an order come to its total at most: two schedules of one order would charge it twice. Only what newly
-- becomes so is refused; both sides lock the order, so that of two at once the later sees the earlier.

-- What a schedule asks for: every entry that is not given up; of a cancelled one what it has billed, which is still owed or paid.
create function asked_by(s installment_schedules) returns numeric language sql as $$
  select case s.status when 'cancelled' then (
      select coalesce(sum(i.total), 0) from invoices i
      where i.tenant_id = s.tenant_id and i.installment_schedule_id = s.id and i.status in ('open', 'paid'))
    else entries_total(s.entries, 'pending', 'billed', 'paid', 'failed') end $$;

-- Planned anew each time: a plan from when the table was empty would read all of it for every row of a big load.
create function asked_in_parts(tenant text, wanted text, but text) returns numeric language plpgsql as $$
declare
  parts numeric;
begin
  execute 'select coalesce(sum(asked_by(s)), 0) from installment_schedules s
    where s.tenant_id = $1 and s.order_id = $2 and s.id <> $3' into parts using tenant, wanted, but;
  return parts;
end $$;

create function keep_within_order() returns trigger language plpgsql as $$
declare
  whole numeric;
  parts numeric;
begin
  select o.total into whole from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for no key update;
  parts := asked_by(new) + asked_in_parts(new.tenant_id, new.order_id, new.id);
  if parts > whole then
    perform refuse('entries', format('the order %s is over %s; its installments come to %s', new.order_id, whole, parts));
  end if;
  return new;
end $$;

create function keep_covering_installments() returns trigger language plpgsql as $$
declare
  parts numeric := asked_in_parts(new.tenant_id, new.id, '');
begin
  if parts > new.total then
    perform refuse('total', format('the installments of the order %s come to %s', new.id, parts));
  end if;
  return new;
end $$;

create trigger installment_schedules_within_order before insert on installment_schedules for each row
  when (new.order_id is not null and new.status <> 'cancelled')
  execute function keep_within_order();
create trigger installment_schedules_still_within_order before update on installment_schedules for each row
  when (new.order_id is not null
    and (old.order_id is distinct from new.order_id or old.status = 'cancelled' and new.status <> 'cancelled'
      -- first the cheap look: charges change what entries are, not what they come to
      or jsonb_path_query_array(new.entries, '$[*] ? (@.status != "cancelled").amount')
          <> jsonb_path_query_array(old.entries, '$[*] ? (@.status != "cancelled").amount')
        and entries_total(new.entries, 'pending', 'billed', 'paid', 'failed')
        > entries_total(old.entries, 'pending', 'billed', 'paid', 'failed')))
  execute function keep_within_order();
create trigger orders_cover_installments before update on orders for each row
  when (new.total < old.total)
  execute function keep_covering_installments();

-- An order that was paid twice over before is paid all the same.
create or replace function reconcile_order(tenant text, wanted text) returns void language plpgsql as $$
declare
  o orders;
  i invoices;
begin
  select * into o from orders where tenant_id = tenant and id = wanted;
  if o.id is null then
    return;
  end if;
  if o.pro_forma and exists (select from invoices where tenant_id = tenant and order_id = o.id) then
    perform refuse('pro_forma', format('the order %s is pro forma and has no invoice', o.id));
  end if;
  if o.invoice_id is null then
    if exists (select from invoices where tenant_id = tenant and order_id = o.id and installment_schedule_id is null
        and status <> 'void') then
      perform refuse('invoice_id', format('the order %s has an invoice and does not name it', o.id));
    end if;
    if o.status = 'paid' and o.total > (select coalesce(sum(total), 0) from invoices
        where tenant_id = tenant and order_id = o.id and status = 'paid') then
      perform refuse('status', format('the order %s is not paid in full', o.id));
    end if;
    return;
  end if;
  select * into i from invoices where tenant_id = tenant and id = o.invoice_id;
  if i.order_id is distinct from o.id then
    perform refuse('invoice_id', format('the invoice %s is not one of the order %s', o.invoice_id, o.id));
  end if;
  if i.total <> o.total or i.currency <> o.currency then
    perform refuse('total', format('the order %s and its invoice %s differ', o.id, i.id));
  end if;
  if (o.status = 'paid') <> (i.status = 'paid') then
    perform refuse('status', format('the order %s is %s, but its invoice %s is %s', o.id, o.status, i.id, i.status));
  end if;
end $$;
