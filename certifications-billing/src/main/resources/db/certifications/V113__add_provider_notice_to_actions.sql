-- which mail tells a training provider's administrators of their invoice
alter table billing_run_actions add column training_provider_notice_id text;
