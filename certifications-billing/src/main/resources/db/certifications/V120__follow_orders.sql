-- Terms by the law of terms; the forecast's own estimate, which the next one takes the place of; and what became of the order
-- that billed a registration, followed until it is paid or over.
alter table certifications add column term_anchor_day integer check (term_anchor_day between 1 and 31);
alter table certifications add column forecast_order_id text;
alter table course_registrations add column billed_order_id text;
alter table course_registrations add column billed_order_is_open boolean not null default false;
create index course_registrations_by_open_order on course_registrations (tenant_id, billed_order_id)
  where billed_order_is_open;
