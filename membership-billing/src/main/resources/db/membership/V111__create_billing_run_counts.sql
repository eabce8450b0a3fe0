-- How many actions of a run stand in each status, by type; changed by delta in the transaction that changes the actions.
create table billing_run_counts (
  tenant_id text not null,
  billing_run_id text not null,
  type text not null,
  status text not null,
  n bigint not null,
  primary key (tenant_id, billing_run_id, type, status)
);
call protect('billing_run_counts');
alter table billing_run_counts add constraint billing_run_counts_run
  foreign key (tenant_id, billing_run_id) references billing_runs (tenant_id, id) on delete cascade;
