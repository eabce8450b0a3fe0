-- a tenant's open orders are looked at again and again: what was paid in collect-billing takes effect on its candidates
alter table due_work drop constraint due_work_kind_check;
alter table due_work add constraint due_work_kind_check
  check (kind in ('preprocessing', 'execution', 'recurring run', 'open orders'));
