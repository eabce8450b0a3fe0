-- A batch stays as it was looked at until the commit: it is locked first, whatever its status, and looked at then. A lock in the
-- same statement as the look would hold only closed ones, of which there is nothing to hold.
create or replace function keep_closed_batches() returns trigger language plpgsql as $$
declare
  left_batch text;
  entered text;
  closed text;
begin
  if tg_op <> 'INSERT' then
    left_batch := old.batch_id;
  end if;
  if tg_op <> 'DELETE' then
    entered := new.batch_id;
  end if;
  if coalesce(left_batch, entered) is not null and (tg_op <> 'UPDATE' or left_batch is distinct from entered
      or coalesce(to_jsonb(old) -> 'total', to_jsonb(old) -> 'amount')
        <> coalesce(to_jsonb(new) -> 'total', to_jsonb(new) -> 'amount')) then
    perform from batches b
    where b.tenant_id = coalesce(new.tenant_id, old.tenant_id) and b.id in (left_batch, entered)
    order by b.id for share;
    select b.id into closed from batches b
    where b.tenant_id = coalesce(new.tenant_id, old.tenant_id) and b.id in (left_batch, entered) and b.status <> 'open'
    order by b.id limit 1;
    if closed is not null then
      perform refuse('batch_id', format('the batch %s is closed and takes no change', closed));
    end if;
  end if;
  return coalesce(new, old);
end $$;
