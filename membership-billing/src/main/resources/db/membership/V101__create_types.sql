create table types (
  like sys_record,
  name text not null,
  is_active boolean
);
call protect_records('types');
