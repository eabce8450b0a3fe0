-- What a charge pays, whoever asks for it: the gateway's key is made of this and a number, so that after a restore the gateway
-- is asked for what was charged before, and never charges it anew.
alter table payment_attempts add column stem text;
create index payment_attempts_by_stem on payment_attempts (tenant_id, stem) where stem is not null;
