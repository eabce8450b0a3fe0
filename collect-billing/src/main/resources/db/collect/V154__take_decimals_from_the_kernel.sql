-- The kernel knows every currency's decimal places (V030), for mails as for money: one list, not two.
create or replace function currency_digits(currency text) returns integer language sql immutable parallel safe as $$
  select currency_places(currency) $$;
