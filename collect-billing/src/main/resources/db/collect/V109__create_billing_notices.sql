create table billing_notices (
  like sys_record,
  name text not null,
  is_active boolean,
  subject text,
  html text,
  text text,
  type text
);
call protect_records('billing_notices');
