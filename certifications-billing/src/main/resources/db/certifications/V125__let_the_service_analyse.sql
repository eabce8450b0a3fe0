-- What a list has filled is analysed by who filled it, before it is worked off.
grant maintain on billing_run_actions, certifications, applications, training_providers to ${service_role};
