-- the order as it was first sent, until its outcome is known: asked again, it is the very same, whatever became of the candidate
alter table billing_run_actions add column order_body jsonb;
