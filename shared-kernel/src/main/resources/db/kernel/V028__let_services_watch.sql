-- a service's own watches are due like the engine's work; the loop knows their names
alter table due_work drop constraint due_work_kind_check;
