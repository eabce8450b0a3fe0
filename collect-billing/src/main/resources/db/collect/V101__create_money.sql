-- What money is here: amounts in the currency's own decimal places, lines that add up to their total, and a way to refuse
-- that names the field. All of it holds for every statement, whoever runs it.

-- Decimal places (ISO 4217): two, but for these.
create function currency_digits(currency text) returns integer language sql immutable parallel safe as $$
  select case
    when currency in ('ADP', 'BEF', 'BIF', 'BYB', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'GRD', 'ISK', 'ITL', 'JPY', 'KMF', 'KRW',
      'LUF', 'MGF', 'PTE', 'PYG', 'ROL', 'RWF', 'TPE', 'TRL', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency = 'CLF' then 4
    else 2 end $$;

create function is_payable(amount numeric, currency text) returns boolean language sql immutable parallel safe as $$
  select amount = trunc(amount, currency_digits(currency)) $$;

create function lines_total(lines jsonb) returns numeric language sql immutable parallel safe as $$
  select coalesce(sum((line ->> 'amount')::numeric), 0) from jsonb_array_elements(lines) line $$;

-- Each line's amount is its quantity times its price, rounded to the currency's places.
create function lines_add_up(lines jsonb, currency text) returns boolean language sql immutable parallel safe as $$
  select coalesce(bool_and((line ->> 'amount')::numeric is not distinct from
    round((line ->> 'quantity')::numeric * (line ->> 'unit_price')::numeric, currency_digits(currency))), true)
  from jsonb_array_elements(lines) line $$;

-- SQLSTATE RB409 is answered to clients as a conflict in these words; the text before the colon is the field.
create function refuse(field text, reason text) returns void language plpgsql as $$
begin
  raise exception '%: %', field, reason using errcode = 'RB409';
end $$;

-- Who pays: a person or an organization. The tables of money are made `like` this.
create table customer_record (
  like sys_record,
  name text not null,
  customer_type text not null check (customer_type in ('contact', 'organization')),
  contact_id text,
  organization_id text,
  customer_id text not null,
  first_name text,
  last_name text,
  organization_name text,
  email_address text,
  constraint customer_id check (customer_id = case customer_type when 'contact' then contact_id else organization_id end)
);
