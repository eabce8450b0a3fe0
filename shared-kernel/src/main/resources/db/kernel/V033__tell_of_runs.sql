-- Whether a list that was approved is made anew a business day before it is carried out.
alter table settings add column refresh_before_execution boolean;

-- What those behind a run's notification_email are told of it: noted with what happened, each thing once, and mailed after.
create table run_news (
  tenant_id text not null,
  id text not null,
  billing_run_id text not null,
  event text not null,
  since timestamptz not null,
  facts jsonb not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  primary key (tenant_id, id)
);
call protect('run_news');
create index run_news_by_run on run_news (tenant_id, billing_run_id);

-- keeps_approval says that a list is made anew whose approval holds if nothing is added; overdue_since is the date that passed while the list waited for its approval. Each service calls it once.
create procedure tell_of_runs() language plpgsql as $$
begin
  alter table billing_runs add column notify_on text[], add column overdue_since timestamptz,
    add column keeps_approval boolean;
  alter table billing_templates add column notify_on text[];
  alter table run_news add constraint run_news_run
    foreign key (tenant_id, billing_run_id) references billing_runs (tenant_id, id) on delete cascade;
end $$;
