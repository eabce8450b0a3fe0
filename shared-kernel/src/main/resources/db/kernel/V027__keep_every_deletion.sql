-- An action has the same id whenever it is made again, and may be deleted each time: every deletion has its own trace.
alter table deletions drop constraint deletions_pkey;
alter table deletions add constraint deletions_pk primary key (tenant_id, resource, id, deleted_at);
