-- An order is billed whole or in installments, never both, and in no installments once it is cancelled: nobody is charged for
-- what nobody wants any more. Only what newly becomes so is refused. All sides lock the order first, so that of two at once the
-- later sees the earlier.
create or replace function keep_billed_once() returns trigger language plpgsql as $$
declare
  other text;
  order_status text;
begin
  select o.status into order_status from orders o
  where o.tenant_id = new.tenant_id and o.id = new.order_id for no key update;
  if tg_table_name = 'invoices' then
    select s.id into other from installment_schedules s
    where s.tenant_id = new.tenant_id and s.order_id = new.order_id and s.status <> 'cancelled' order by s.id limit 1;
    if other is not null then
      perform refuse('order_id', format('the order %s is paid in installments, by the schedule %s', new.order_id, other));
    end if;
  else
    if order_status = 'cancelled' then
      perform refuse('order_id', format('the order %s is cancelled', new.order_id));
    end if;
    select i.id into other from invoices i
    where i.tenant_id = new.tenant_id and i.order_id = new.order_id and i.installment_schedule_id is null
      and i.status <> 'void';
    if other is not null then
      perform refuse('order_id', format('the order %s is billed whole, by the invoice %s', new.order_id, other));
    end if;
  end if;
  return new;
end $$;
