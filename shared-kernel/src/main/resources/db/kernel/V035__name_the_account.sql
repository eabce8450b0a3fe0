-- The account that a tenant's charges go to: a gateway's account belongs to one tenant.
alter table settings add column gateway jsonb;
create unique index settings_one_account on settings ((gateway ->> 'kind'), (gateway ->> 'account'))
  where gateway is not null;
