-- What a renewal order buys stands on the membership for as long as it waits for the order, and on the action that placed it:
-- who pays gets that, whatever the package has become. An estimate is kept apart: it keeps nobody from being billed.

alter table packages add column starts_when jsonb, add column lapses_when integer;
alter table packages add constraint packages_lapses_when check (lapses_when between 0 and 366);

alter table memberships
  add column term_anchor_day integer check (term_anchor_day between 1 and 31),
  add column renews_for_terms integer check (renews_for_terms between 1 and 10),
  add column renewal_order_package_id text,
  add column renewal_order_term_months integer,
  add column renewal_order_terms integer,
  add column renewal_order_term_type text,
  add column renewal_order_unit_price numeric,
  add column renewal_order_period_start date,
  add column renewal_order_period_end date,
  add column renewal_order_standing text,
  add column renewal_order_superseded boolean not null default false,
  add column renewal_estimate_order_id text,
  add column renewal_estimate jsonb, -- the group above, as the estimate has it
  add column renewed_by_order_id text,
  add column renewed_order_is_open boolean not null default false, -- in effect before it is paid in full
  add column before_renewal jsonb; -- the term before, and until when the renewal by that order runs
alter table memberships add constraint memberships_renewal_order_package
  foreign key (tenant_id, renewal_order_package_id) references packages (tenant_id, id);
create index memberships_by_renewal_order_package on memberships (tenant_id, renewal_order_package_id, id)
  where renewal_order_package_id is not null;
create index memberships_by_renewal_estimate on memberships (tenant_id, renewal_estimate_order_id)
  where renewal_estimate_order_id is not null;
create index memberships_by_renewed_order on memberships (tenant_id, renewed_by_order_id) where renewed_by_order_id is not null;

alter table billing_run_actions
  add column term_months integer,
  add column terms integer,
  add column term_type text,
  add column unit_price numeric,
  add column period_start date,
  add column period_end date;

-- Who moves the date on by what the order buys has renewed by hand; anything less corrects the date that the order is for.
create or replace function carry_renewal_order_over() returns trigger language plpgsql as $$
declare
  months integer := new.renewal_order_term_months * coalesce(new.renewal_order_terms, 1);
begin
  if months is null then
    select p.term into months from packages p
    where p.tenant_id = new.tenant_id and p.id = coalesce(new.renews_with_id, new.package_id);
  end if;
  if new.expiration_date < old.expiration_date + make_interval(months => months) then
    new.renewal_order_expiration_date := new.expiration_date;
  end if;
  return new;
end $$;

-- Whether an order that is not paid in full has come so far that its term begins. Without a rule of its own an order that is
-- paid in installments begins when the first is paid, as long as none is overdue; any other begins when it is paid.
create function starts_term(rule jsonb, total numeric, balance numeric, is_in_parts boolean, unpaid_from date, today date,
  days_behind integer) returns boolean language sql immutable parallel safe as $$
  select coalesce(case coalesce(rule ->> 'when', case when is_in_parts then 'plan current' else 'paid' end)
    when 'billed' then balance is not null
    when 'percent' then (total - balance) * 100 >= total * (rule ->> 'value')::numeric
    when 'amount' then total - balance >= (rule ->> 'value')::numeric
    when 'plan current' then is_in_parts and balance < total and (unpaid_from is null or unpaid_from + days_behind >= today)
    else balance = 0 end, false) $$;

-- An order that is just being placed would be nobody's.
create function keep_while_ordering() returns trigger language plpgsql as $$
begin
  raise exception 'renewal_order_id: %', 'the renewal order is being placed' using errcode = 'RB409';
end $$;

create trigger memberships_keep_while_ordering before delete on memberships for each row
  when (old.renewal_order_action_id is not null) execute function keep_while_ordering();
