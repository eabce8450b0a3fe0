-- What a list has filled is analysed by who filled it, before it is worked off.
grant maintain on billing_run_actions, memberships to ${service_role};
