-- How many permits of a tenant's window the replicas have taken so far.
create table rate_limit_windows (
  tenant_id text not null,
  window_start timestamptz not null,
  taken bigint not null,
  constraint rate_limit_windows_pk primary key (tenant_id, window_start)
);
call protect('rate_limit_windows');
