-- Whether one person may both make a list and approve it.
alter table settings add column approval text check (approval in ('one person', 'second person'));

-- Who approved a run, when, and what its list held then; who last made or changed the list; and what staff call the
-- reminder that an action is. Each service calls it once.
create procedure keep_approvals() language plpgsql as $$
begin
  alter table billing_runs add column approved_by_id text, add column approved_at timestamptz,
    add column approval_comment text, add column approved jsonb, add column listed_by_id text;
  alter table billing_run_actions add column reminder_name text;
end $$;
