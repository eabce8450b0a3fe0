-- how often collect-billing was asked about the action's order, and not before when again (real clock)
alter table billing_run_actions add column order_attempts integer, add column order_not_before timestamptz;
-- the action that is placing the order which renews the membership: while it stands, no other may
alter table memberships add column renewal_order_action_id text;
