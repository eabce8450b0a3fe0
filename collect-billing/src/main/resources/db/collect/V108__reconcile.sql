-- At every commit an order, its invoice and its payments agree. Several statements may get there; what counts is the end of
-- the transaction, so the triggers are deferred and read the rows as they are then.

create function reconcile_order(tenant text, wanted text) returns void language plpgsql as $$
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
    if o.status = 'paid' and o.total <> (select coalesce(sum(total), 0) from invoices
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

create function reconcile_invoice(tenant text, wanted text) returns void language plpgsql as $$
declare
  i invoices;
  paid numeric;
  foreign_currency text;
begin
  select * into i from invoices where tenant_id = tenant and id = wanted;
  if i.id is null then
    return;
  end if;
  select coalesce(sum(amount) filter (where status = 'complete'), 0), min(currency) filter (where currency <> i.currency)
  into paid, foreign_currency
  from payments where tenant_id = tenant and invoice_id = i.id;
  if foreign_currency is not null then
    perform refuse('currency', format('the invoice %s is in %s, a payment is in %s', i.id, i.currency, foreign_currency));
  end if;
  if i.status = 'void' and paid > 0 then
    perform refuse('invoice_id', format('the invoice %s is void and cannot be paid', i.id));
  end if;
  if paid > i.total then
    perform refuse('amount', format('the invoice %s is over %s; payments of %s are more', i.id, i.total, paid));
  end if;
  if i.balance_due <> i.total - paid then
    perform refuse('balance_due', format('of the invoice %s is %s, not %s', i.id, i.total - paid, i.balance_due));
  end if;
  perform reconcile_order(tenant, i.order_id);
end $$;

create function reconcile_from_order() returns trigger language plpgsql as $$
begin
  perform reconcile_order(new.tenant_id, new.id);
  return null;
end $$;

create function reconcile_from_invoice() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.order_id is not null then
    perform reconcile_order(old.tenant_id, old.order_id);
  end if;
  if tg_op <> 'DELETE' then
    perform reconcile_invoice(new.tenant_id, new.id);
  end if;
  return null;
end $$;

create function reconcile_from_payment() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.invoice_id is not null then
    perform reconcile_invoice(old.tenant_id, old.invoice_id);
  end if;
  if tg_op <> 'DELETE' and new.invoice_id is not null then
    perform reconcile_invoice(new.tenant_id, new.invoice_id);
  end if;
  return null;
end $$;

create constraint trigger orders_reconcile after insert or update on orders
  deferrable initially deferred for each row execute function reconcile_from_order();
create constraint trigger invoices_reconcile after insert or update or delete on invoices
  deferrable initially deferred for each row execute function reconcile_from_invoice();
create constraint trigger payments_reconcile after insert or update or delete on payments
  deferrable initially deferred for each row execute function reconcile_from_payment();
