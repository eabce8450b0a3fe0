-- A charge is prepared at the gateway before money moves, and known by its intent from then on; what a decline advises; charges that
-- a bank decides within days, and those that failed by the merchant's fault.
alter table payment_attempts
  add column intent text,
  add column is_reused boolean not null default false, -- another attempt had the intent made
  add column account jsonb,
  add column payer text, -- the gateway's customer that the intent was made for
  add column advice text check (advice in ('hard', 'soft', 'customer', 'none'));

-- What a decline advises; a service of before writes only whether it was hard.
create function advised(state text, advice text, is_hard boolean, code text) returns text language sql immutable parallel safe as $$
  select case when state = 'declined' then coalesce(advice,
    case when is_hard then 'hard' when code = 'withdrawn' then 'none' else 'soft' end) end $$;

-- The gateway's customer in a token that names one.
create function payer(token text) returns text language sql immutable parallel safe as $$
  select case when position('/' in token) > 0 then split_part(token, '/', 1) end $$;

alter table payment_attempts drop constraint payment_attempts_state_check;
alter table payment_attempts add constraint payment_attempts_state_check
  check (state in ('started', 'succeeded', 'declined', 'unknown', 'pending', 'refused'));
create index payment_attempts_open on payment_attempts (tenant_id, started_at)
  where state in ('started', 'unknown', 'pending');

-- What a bank has still to decide counts as paid until it does.
alter table payments drop constraint payments_status_check;
alter table payments add constraint payments_status_check
  check (status in ('complete', 'settling', 'void', 'reversed', 'refunded', 'returned', 'disputed'));
create or replace function reconcile_invoice(tenant text, wanted text) returns void language plpgsql as $$
declare
  i invoices;
  paid numeric;
  foreign_currency text;
begin
  select * into i from invoices where tenant_id = tenant and id = wanted;
  if i.id is null then
    return;
  end if;
  select coalesce(sum(amount) filter (where status in ('complete', 'settling')), 0),
    min(currency) filter (where currency <> i.currency)
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

-- The simulated gateway's books know intents, too: of one, money is taken once, or never.
alter table gateway.gateway_ledger add column intent text;
alter table gateway.gateway_ledger drop constraint gateway_ledger_outcome_check;
alter table gateway.gateway_ledger add constraint gateway_ledger_outcome_check
  check (outcome in ('timed out', 'succeeded', 'declined', 'processing', 'canceled', 'refunded', 'open', 'won', 'lost'));
create unique index gateway_ledger_once on gateway.gateway_ledger (intent)
  where outcome in ('succeeded', 'processing', 'canceled');
-- what a service of before took is given back, and heard of, by the same reference
update payment_attempts set intent = gateway_reference where gateway_reference is not null;
update gateway.gateway_ledger set intent = reference where reference is not null;
create index gateway_ledger_by_intent on gateway.gateway_ledger (intent);
