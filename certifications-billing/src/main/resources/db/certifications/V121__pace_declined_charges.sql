-- when what the action was declined for is due to be tried again
alter table billing_run_actions add column next_attempt_date date;
