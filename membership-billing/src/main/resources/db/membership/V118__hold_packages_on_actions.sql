-- the package that a money action's amount is for
alter table billing_run_actions add column package_id text;
