-- Terms of memberships and certifications, by one law: rhythm.kernel.engine.Term says it in Java, and a property test holds
-- the two together.

-- The day of the month that terms end on: 31 stands for the month's last day.
create function anchor_of(day date) returns integer language sql immutable parallel safe as $$
  select case when extract(day from day + 1) = 1 then 31 else extract(day from day)::integer end $$;

-- The last day of a term so many months after one that ended.
create function term_end(ended date, months integer, anchor integer, is_calendar boolean) returns date
language sql immutable parallel safe as $$
  select case when is_calendar then make_date(extract(year from m.first)::integer, 12, 31)
    else least(m.first + coalesce(anchor, anchor_of(ended)) - 1, (m.first + interval '1 month')::date - 1) end
  from (select (date_trunc('month', ended::timestamp) + make_interval(months => months))::date as first) m $$;

-- The term that is paid for on a day, after one that ended or is to end. It goes on from there; paid later than grace allows, or
-- too late to reach the day itself, it has lapsed, and begins anew on that day. A calendar term that lapsed runs to the end of
-- the year, from the rollover month on to that of the next.
create function next_term(ended date, anchor integer, months integer, is_calendar boolean, paid date, grace_days integer,
  rollover_month integer, out starts date, out ends date, out anchor_day integer)
language sql immutable parallel safe as $$
  select case when l.is_lapsed then paid else ended + 1 end, t.ends,
    case when is_calendar then 31 when l.is_lapsed then anchor_of(paid - 1) else coalesce(anchor, anchor_of(ended)) end
  from (select paid > ended and (paid > ended + grace_days or term_end(ended, months, anchor, is_calendar) < paid)
    as is_lapsed) l
  cross join lateral (select case
    when not l.is_lapsed then term_end(ended, months, anchor, is_calendar)
    when is_calendar then term_end(make_date(extract(year from paid)::integer
      - case when extract(month from paid) >= rollover_month then 0 else 1 end, 12, 31), months, 31, true)
    else term_end(paid - 1, months, anchor_of(paid - 1), false) end as ends) t $$;

alter table settings add column grace_days integer;
alter table settings add column calendar_rollover_month integer;
alter table settings add column refunded_renewals text;
alter table settings add constraint settings_grace_days check (grace_days between 0 and 3650);
alter table settings add constraint settings_calendar_rollover_month check (calendar_rollover_month between 1 and 12);
alter table settings add constraint settings_refunded_renewals check (refunded_renewals in ('flag', 'take back'));

-- What terms depend on besides the member, with the defaults of a tenant that has set nothing.
create function term_law(tenant text, out grace_days integer, out rollover_month integer, out takes_back boolean)
language sql stable as $$
  select coalesce(max(s.grace_days), 60), coalesce(max(s.calendar_rollover_month), 10),
    coalesce(bool_or(s.refunded_renewals = 'take back'), false)
  from settings s where s.tenant_id = tenant $$;

-- Text cut to a length as clients count it, in UTF-16 units, and never within a character.
create function cut_text(whole text, most integer) returns text language sql immutable parallel safe as $$
  select left(whole, most - regexp_count(left(whole, most), '[\U00010000-\U0010FFFF]')) $$;

-- Decimal places of a currency's amounts (ISO 4217): two, but for these.
create function currency_places(currency text) returns integer language sql immutable parallel safe as $$
  select case
    when currency in ('ADP', 'BEF', 'BIF', 'BYB', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'GRD', 'ISK', 'ITL', 'JPY', 'KMF', 'KRW',
      'LUF', 'MGF', 'PTE', 'PYG', 'ROL', 'RWF', 'TPE', 'TRL', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency = 'CLF' then 4
    else 2 end $$;
