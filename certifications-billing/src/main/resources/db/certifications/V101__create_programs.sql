create table programs (
  like sys_record,
  name text not null,
  is_active boolean,
  term integer check (term > 0), -- months; none: for life
  application_fee numeric check (application_fee >= 0),
  renewal_fee numeric check (renewal_fee >= 0),
  currency text,
  requires_membership boolean
);
call protect_records('programs');
