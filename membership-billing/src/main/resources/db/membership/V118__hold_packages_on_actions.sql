-- the package that a money action's amount is for (decision 26)
alter table billing_run_actions add column package_id text;
