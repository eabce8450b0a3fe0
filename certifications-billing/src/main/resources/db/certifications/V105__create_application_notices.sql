-- The limits are optional; a notice without them suits every candidate.
create table application_notices (
  like sys_record,
  name text not null,
  is_active boolean,
  subject text,
  html text,
  text text,
  program_ids text[],
  statuses text[]
);
call protect_records('application_notices');
