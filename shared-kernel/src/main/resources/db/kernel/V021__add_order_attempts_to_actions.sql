-- how often collect-billing was asked about the action's order, and not before when again (real clock)
alter table run_action_record add column order_attempts integer, add column order_not_before timestamptz;
