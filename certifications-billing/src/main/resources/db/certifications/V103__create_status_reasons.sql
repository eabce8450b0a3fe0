create table status_reasons (
  like sys_record,
  name text not null,
  is_active boolean
);
call protect_records('status_reasons');
