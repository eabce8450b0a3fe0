create table invoices (
  like customer_record including constraints,
  order_id text,
  installment_schedule_id text,
  entry_id text,
  lines jsonb not null,
  total numeric not null check (total >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  due_date date,
  balance_due numeric not null,
  status text not null check (status in ('open', 'paid', 'void', 'written off')),
  batch_id text,
  constraint invoices_total check (total = lines_total(lines)),
  constraint invoices_lines check (lines_add_up(lines, currency)),
  constraint invoices_scale check (is_payable(total, currency)),
  constraint invoices_balance check (balance_due between 0 and total),
  constraint invoices_status check (case status when 'void' then balance_due = total when 'written off' then true
    else (status = 'paid') = (balance_due = 0) end)
);
call protect_records('invoices');
alter table invoices add constraint invoices_order foreign key (tenant_id, order_id) references orders (tenant_id, id);
alter table invoices add constraint invoices_installment_schedule
  foreign key (tenant_id, installment_schedule_id) references installment_schedules (tenant_id, id);
alter table invoices add constraint invoices_batch foreign key (tenant_id, batch_id) references batches (tenant_id, id);
-- an order and its invoice name each other; one of them must come first
alter table orders add constraint orders_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
  deferrable initially deferred;
-- an order is billed once, and so is an installment
create unique index invoices_one_an_order on invoices (tenant_id, order_id)
  where installment_schedule_id is null and status <> 'void';
create unique index invoices_one_an_entry on invoices (tenant_id, installment_schedule_id, entry_id)
  where status <> 'void';
create index invoices_by_order on invoices (tenant_id, order_id, id) where order_id is not null;
create index invoices_by_installment_schedule on invoices (tenant_id, installment_schedule_id, id)
  where installment_schedule_id is not null;
create index invoices_by_batch on invoices (tenant_id, batch_id, id) where batch_id is not null;
create index invoices_by_customer on invoices (tenant_id, customer_id, id);
create index invoices_by_contact on invoices (tenant_id, contact_id, id) where contact_id is not null;
create index invoices_by_organization on invoices (tenant_id, organization_id, id) where organization_id is not null;
create index invoices_open on invoices (tenant_id, customer_id, id) where status = 'open';
create index orders_by_invoice on orders (tenant_id, invoice_id) where invoice_id is not null;
create trigger invoices_closed_batch before insert or update or delete on invoices
  for each row execute function keep_closed_batches();

-- Whom statements go to. One row a customer, its latest open invoice, so that a run can lock it.
create view customers_with_open_invoices with (security_invoker = true) as
select i.tenant_id, i.customer_id as id, i.customer_type, i.contact_id, i.organization_id, i.customer_id, i.first_name,
  i.last_name, i.organization_name, i.email_address,
  coalesce(i.organization_name, concat_ws(' ', i.first_name, i.last_name), i.customer_id) as name
from invoices i
where i.status = 'open' and not exists (
  select from invoices later where later.tenant_id = i.tenant_id and later.customer_id = i.customer_id
    and later.status = 'open' and later.id > i.id);
-- to lock a row takes the right to update it
grant select, update on customers_with_open_invoices to ${service_role};
