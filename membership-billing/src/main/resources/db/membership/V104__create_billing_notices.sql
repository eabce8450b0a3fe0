-- The limits (roles, statuses) and the kind a notice is for are optional; a notice without them suits every candidate.
create table billing_notices (
  like sys_record,
  name text not null,
  is_active boolean,
  type text,
  subject text,
  html text,
  text text,
  roles text[],
  statuses text[]
);
call protect_records('billing_notices');
