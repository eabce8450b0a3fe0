-- An invoice reconciles the order it is for; the order it was for before is looked at only when that is another one.
create or replace function reconcile_from_invoice() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform reconcile_order(old.tenant_id, old.order_id);
    return null;
  end if;
  if tg_op = 'UPDATE' and old.order_id is distinct from new.order_id then
    perform reconcile_order(old.tenant_id, old.order_id);
  end if;
  perform reconcile_invoice(new.tenant_id, new.id);
  return null;
end $$;

-- Without an order there is nothing to look at, and no statement to run for it.
create or replace function reconcile_from_payment() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.invoice_id is not null
      and (tg_op = 'DELETE' or old.invoice_id is distinct from new.invoice_id) then
    perform reconcile_invoice(old.tenant_id, old.invoice_id);
  end if;
  if tg_op <> 'DELETE' and new.invoice_id is not null then
    perform reconcile_invoice(new.tenant_id, new.invoice_id);
  end if;
  return null;
end $$;
