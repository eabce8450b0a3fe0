-- How far a tenant's business clock stands from the real one; rows exist only where clocks may be moved.
-- No row-level security: the scheduler reads it across tenants to see what is due (sql.md, rule 11).
create table tenant_clocks (
  tenant_id text primary key,
  shift interval not null
);
grant select, insert, update, delete on tenant_clocks to ${service_role};
