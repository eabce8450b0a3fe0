-- Every charge, written down before the gateway hears of it: whoever comes after a crash finds the key to ask by. The
-- caller's key is request_key; the gateway's carries the tenant and, from the second card or day on, a number.
create table payment_attempts (
  tenant_id text not null,
  key text not null,
  request_key text not null,
  number integer not null,
  order_id text,
  invoice_id text not null,
  installment_schedule_id text,
  entry_id text,
  stored_payment_method_id text not null,
  card_hash text not null, -- tells whether the card is still the one that was declined
  amount numeric not null check (amount > 0),
  currency text not null,
  description text not null,
  state text not null check (state in ('started', 'succeeded', 'declined', 'unknown')),
  code text,
  is_hard boolean not null default false,
  message text,
  gateway_reference text,
  tries integer not null default 0,
  leased_until timestamptz,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint payment_attempts_pk primary key (tenant_id, key),
  constraint payment_attempts_number unique (tenant_id, request_key, number)
);
call protect('payment_attempts');
alter table payment_attempts add constraint payment_attempts_invoice
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id);
alter table payment_attempts add constraint payment_attempts_stored_payment_method
  foreign key (tenant_id, stored_payment_method_id) references stored_payment_methods (tenant_id, id);
create index payment_attempts_by_stored_payment_method on payment_attempts (tenant_id, stored_payment_method_id);
-- an invoice is charged by one at a time
create unique index payment_attempts_under_way on payment_attempts (tenant_id, invoice_id)
  where state in ('started', 'unknown');
create index payment_attempts_by_invoice on payment_attempts (tenant_id, invoice_id);
create index payment_attempts_by_entry on payment_attempts (tenant_id, installment_schedule_id, entry_id)
  where installment_schedule_id is not null;
