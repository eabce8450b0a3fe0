-- The simulated gateway's own books, apart from the suite's: no tenant's rows, no foreign keys, and never written in a
-- transaction of the service. What demos and chaos tests reconcile with.
create schema gateway;
grant usage on schema gateway to ${service_role};
create table gateway.gateway_ledger (
  key text primary key,
  tenant_id text not null,
  outcome text not null check (outcome in ('timed out', 'succeeded', 'declined')),
  code text,
  reference text,
  amount numeric not null check (amount > 0),
  currency text not null,
  written_at timestamptz not null
);
create index gateway_ledger_by_tenant on gateway.gateway_ledger (tenant_id, key);
grant select, insert, update on gateway.gateway_ledger to ${service_role};
