-- A card or an account as the gateway knows it: its token, and of the number the last four digits only.
create table stored_payment_methods (
  like customer_record including constraints,
  type text not null check (type in ('credit card', 'electronic check')),
  brand text,
  last_four text check (last_four ~ '^\d{4}$'),
  expiration text check (expiration ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])$'),
  -- the last day of that month
  expiration_date date generated always as (
    (make_date(left(expiration, 4)::integer, right(expiration, 2)::integer, 1) + interval '1 month' - interval '1 day')::date
  ) stored,
  token text not null,
  is_active boolean,
  last_reminded_at timestamptz
);
call protect_records('stored_payment_methods');
create index stored_payment_methods_by_expiration on stored_payment_methods (tenant_id, expiration_date, id)
  where expiration_date is not null;
create index stored_payment_methods_by_customer on stored_payment_methods (tenant_id, customer_id, id);
create index stored_payment_methods_by_contact on stored_payment_methods (tenant_id, contact_id, id)
  where contact_id is not null;
create index stored_payment_methods_by_organization on stored_payment_methods (tenant_id, organization_id, id)
  where organization_id is not null;
