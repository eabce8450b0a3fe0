create table payments (
  like customer_record including constraints,
  invoice_id text,
  order_id text,
  amount numeric not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  type text not null check (type in ('card', 'electronic check', 'cash', 'other')),
  status text not null check (status in ('complete', 'void', 'reversed', 'refunded')),
  gateway_reference text,
  idempotency_key text,
  stored_payment_method_id text,
  payment_date date,
  batch_id text,
  constraint payments_scale check (is_payable(amount, currency))
);
call protect_records('payments');
alter table payments add constraint payments_key unique (tenant_id, idempotency_key);
alter table payments add constraint payments_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id);
alter table payments add constraint payments_order foreign key (tenant_id, order_id) references orders (tenant_id, id);
alter table payments add constraint payments_stored_payment_method
  foreign key (tenant_id, stored_payment_method_id) references stored_payment_methods (tenant_id, id);
alter table payments add constraint payments_batch foreign key (tenant_id, batch_id) references batches (tenant_id, id);
create index payments_by_invoice on payments (tenant_id, invoice_id, id) where invoice_id is not null;
create index payments_by_order on payments (tenant_id, order_id, id) where order_id is not null;
create index payments_by_batch on payments (tenant_id, batch_id, id) where batch_id is not null;
create index payments_by_stored_payment_method on payments (tenant_id, stored_payment_method_id, id)
  where stored_payment_method_id is not null;
create index payments_by_customer on payments (tenant_id, customer_id, id);
create index payments_by_contact on payments (tenant_id, contact_id, id) where contact_id is not null;
create index payments_by_organization on payments (tenant_id, organization_id, id) where organization_id is not null;
create trigger payments_closed_batch before insert or update or delete on payments
  for each row execute function keep_closed_batches();
