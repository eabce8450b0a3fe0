-- Tells whether a card is still the one that was declined: another with its token, or with its expiration.
create function card_hash(token text, expiration text) returns text language sql immutable parallel safe as $$
  select md5(token || '/' || coalesce(expiration, '')) $$;
