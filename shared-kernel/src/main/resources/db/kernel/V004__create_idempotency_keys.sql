-- An Idempotency-Key, what was asked under it and what was answered; both written in the request's own transaction.
create table idempotency_keys (
  tenant_id text not null,
  key text not null,
  request_hash text not null,
  created_at timestamptz not null,
  response text,
  primary key (tenant_id, key)
);
call protect('idempotency_keys');
create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at);
