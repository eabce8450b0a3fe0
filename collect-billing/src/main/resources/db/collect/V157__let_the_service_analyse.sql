-- What a list has filled is analysed by who filled it, before it is worked off.
grant maintain on billing_run_actions, installment_schedules, stored_payment_methods, invoices to ${service_role};
