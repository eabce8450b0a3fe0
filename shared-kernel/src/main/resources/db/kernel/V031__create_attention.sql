-- What waits for a person: one open item for each kind and record, written in the transaction that finds it.
create table attention (
  like sys_record,
  kind text not null,
  resource text,
  record_id text,
  since timestamptz not null,
  amount numeric,
  currency text,
  text text not null,
  status text not null check (status in ('open', 'done')),
  done_at timestamptz,
  done_by_id text,
  reason text
);
call protect_records('attention');
create index attention_open on attention (tenant_id, kind, id) where status = 'open';
create index attention_by_record on attention (tenant_id, record_id, id) where record_id is not null;
