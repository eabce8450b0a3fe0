create table orders (
  like customer_record including constraints,
  lines jsonb not null,
  total numeric not null check (total >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  pro_forma boolean not null default false,
  idempotency_key text,
  status text not null default 'awaiting payment' check (status in ('awaiting payment', 'paid', 'cancelled')),
  service text,
  billing_run_id text,
  action_id text,
  batch_id text,
  invoice_id text,
  stored_payment_method_id text,
  constraint orders_total check (total = lines_total(lines)),
  constraint orders_lines check (lines_add_up(lines, currency)),
  constraint orders_scale check (is_payable(total, currency)),
  constraint orders_pro_forma check (not pro_forma or invoice_id is null and status <> 'paid')
);
call protect_records('orders');
alter table orders add constraint orders_key unique (tenant_id, idempotency_key);
alter table orders add constraint orders_batch foreign key (tenant_id, batch_id) references batches (tenant_id, id);
alter table orders add constraint orders_stored_payment_method
  foreign key (tenant_id, stored_payment_method_id) references stored_payment_methods (tenant_id, id);
create index orders_by_customer on orders (tenant_id, customer_id, id);
create index orders_by_contact on orders (tenant_id, contact_id, id) where contact_id is not null;
create index orders_by_organization on orders (tenant_id, organization_id, id) where organization_id is not null;
create index orders_by_batch on orders (tenant_id, batch_id, id) where batch_id is not null;
create index orders_by_run on orders (tenant_id, billing_run_id, id) where billing_run_id is not null;
create index orders_by_stored_payment_method on orders (tenant_id, stored_payment_method_id, id)
  where stored_payment_method_id is not null;
create trigger orders_closed_batch before insert or update or delete on orders
  for each row execute function keep_closed_batches();
