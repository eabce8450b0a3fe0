-- A schedule that is suspended until a day is due again from that day on.
drop index installment_schedules_due;
alter table installment_schedules drop column next_processing_date;
alter table installment_schedules add column next_processing_date date generated always as (case
  when status = 'active' then next_entry(entries)
  when status = 'suspended' and suspended_until is not null then greatest(next_entry(entries), suspended_until)
  end) stored;
create index installment_schedules_due on installment_schedules (tenant_id, next_processing_date, id)
  where next_processing_date is not null;
