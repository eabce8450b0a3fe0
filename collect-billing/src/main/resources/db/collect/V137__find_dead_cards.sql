-- Whether a card was declined for good is asked before every charge.
create index payment_attempts_hard on payment_attempts (tenant_id, stored_payment_method_id, card_hash) where is_hard;
