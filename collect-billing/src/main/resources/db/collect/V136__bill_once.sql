-- An order is billed whole or in installments, never both: the customer would pay it twice. Only what newly becomes so is
-- refused. Both sides lock the order first, so that of two at once the later sees the earlier.
create function keep_billed_once() returns trigger language plpgsql as $$
declare
  other text;
begin
  perform from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for no key update;
  if tg_table_name = 'invoices' then
    select s.id into other from installment_schedules s
    where s.tenant_id = new.tenant_id and s.order_id = new.order_id and s.status <> 'cancelled' order by s.id limit 1;
    if other is not null then
      perform refuse('order_id', format('the order %s is paid in installments, by the schedule %s', new.order_id, other));
    end if;
  else
    select i.id into other from invoices i
    where i.tenant_id = new.tenant_id and i.order_id = new.order_id and i.installment_schedule_id is null
      and i.status <> 'void';
    if other is not null then
      perform refuse('order_id', format('the order %s is billed whole, by the invoice %s', new.order_id, other));
    end if;
  end if;
  return new;
end $$;

create trigger invoices_billed_once before insert on invoices for each row
  when (new.order_id is not null and new.installment_schedule_id is null and new.status <> 'void')
  execute function keep_billed_once();
create trigger invoices_still_billed_once before update on invoices for each row
  when (new.order_id is not null and new.installment_schedule_id is null and new.status <> 'void'
    and (old.order_id is distinct from new.order_id or old.installment_schedule_id is not null or old.status = 'void'))
  execute function keep_billed_once();
create trigger installment_schedules_billed_once before insert on installment_schedules for each row
  when (new.order_id is not null and new.status <> 'cancelled')
  execute function keep_billed_once();
create trigger installment_schedules_still_billed_once before update on installment_schedules for each row
  when (new.order_id is not null and new.status <> 'cancelled'
    and (old.order_id is distinct from new.order_id or old.status = 'cancelled'))
  execute function keep_billed_once();
