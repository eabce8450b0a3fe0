-- How often, and how many days apart, a declined charge is tried again before its schedule is suspended.
alter table settings add column dunning_attempts integer;
alter table settings add column dunning_days_apart integer;
alter table settings add constraint settings_dunning_attempts check (dunning_attempts between 1 and 20);
alter table settings add constraint settings_dunning_days_apart check (dunning_days_apart between 1 and 365);
