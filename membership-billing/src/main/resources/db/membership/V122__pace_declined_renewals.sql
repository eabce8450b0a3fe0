-- When a declined card is due to be tried again; an action says it, and the membership, so that no run asks for it sooner.
alter table billing_run_actions add column next_attempt_date date;
alter table memberships add column renewal_next_attempt_date date, add column renewal_charge_rests boolean;
