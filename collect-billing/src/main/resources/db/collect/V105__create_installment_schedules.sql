-- Sums, soundness and next date of a schedule's entries.
create function entries_total(entries jsonb, variadic statuses text[]) returns numeric
language sql immutable parallel safe as $$
  select coalesce(sum((entry ->> 'amount')::numeric), 0) from jsonb_array_elements(entries) entry
  where entry ->> 'status' = any(statuses) $$;

create function entries_are_sound(entries jsonb, currency text) returns boolean language sql immutable parallel safe as $$
  select coalesce(count(*) = count(distinct entry ->> 'entry_id')
    and bool_and(coalesce((entry ->> 'amount')::numeric > 0 and is_payable((entry ->> 'amount')::numeric, currency)
      and entry ->> 'date' is not null
      and entry ->> 'status' in ('pending', 'billed', 'paid', 'failed', 'cancelled'), false)), true)
  from jsonb_array_elements(entries) entry $$;

-- Dates are written year first, so the earliest text is the earliest date.
create function next_entry(entries jsonb) returns date language sql immutable parallel safe as $$
  select min(entry ->> 'date')::date from jsonb_array_elements(entries) entry
  where entry ->> 'status' in ('pending', 'failed') $$;

-- An order paid in parts. An entry is pending, then billed (it has an invoice), then paid or failed; a failed one is tried
-- again until the schedule is suspended. attempts counts the failed tries of the entry that is due.
create table installment_schedules (
  like customer_record including constraints,
  order_id text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stored_payment_method_id text,
  status text not null check (status in ('active', 'suspended', 'cancelled', 'completed')),
  suspended_until date,
  suspended_at date,
  error_message text,
  entries jsonb not null,
  next_processing_date date generated always as (case status when 'active' then next_entry(entries) end) stored,
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_date date,
  last_reminded_at timestamptz,
  constraint installment_schedules_entries check (entries_are_sound(entries, currency)),
  constraint installment_schedules_completed
    check (status <> 'completed' or entries_total(entries, 'pending', 'billed', 'failed') = 0)
);
call protect_records('installment_schedules');
alter table installment_schedules add constraint installment_schedules_order
  foreign key (tenant_id, order_id) references orders (tenant_id, id);
alter table installment_schedules add constraint installment_schedules_stored_payment_method
  foreign key (tenant_id, stored_payment_method_id) references stored_payment_methods (tenant_id, id);
create index installment_schedules_due on installment_schedules (tenant_id, next_processing_date, id)
  where next_processing_date is not null;
create index installment_schedules_suspended on installment_schedules (tenant_id, suspended_at, id)
  where status = 'suspended';
create index installment_schedules_by_order on installment_schedules (tenant_id, order_id, id) where order_id is not null;
create index installment_schedules_by_stored_payment_method
  on installment_schedules (tenant_id, stored_payment_method_id, id) where stored_payment_method_id is not null;
create index installment_schedules_by_customer on installment_schedules (tenant_id, customer_id, id);
create index installment_schedules_by_contact on installment_schedules (tenant_id, contact_id, id)
  where contact_id is not null;
create index installment_schedules_by_organization on installment_schedules (tenant_id, organization_id, id)
  where organization_id is not null;
