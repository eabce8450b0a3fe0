-- What an order is for stands on its lines; of what it names there is one living order, whoever places it and after whatever
-- restore. An estimate is no order, and stands beside it. A cancelled order makes room, unless its invoice was written off: that
-- money was given up, and is not asked for again.
alter table orders add column placed_by text, add column was_paid boolean not null default false;
create index orders_reopened on orders (tenant_id, service, id) where was_paid and status <> 'paid';

create table order_subjects (
  tenant_id text not null,
  service text not null,
  kind text not null,
  subject_id text not null,
  term text not null,
  order_id text not null,
  constraint order_subjects_pk primary key (tenant_id, service, kind, subject_id, term)
);
call protect('order_subjects');
alter table order_subjects add constraint order_subjects_order
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete cascade;
create index order_subjects_by_order on order_subjects (tenant_id, order_id);

-- What lines name, once each.
create function subjects_of(lines jsonb, is_estimate boolean) returns table (service text, kind text, subject_id text, term text)
language sql immutable parallel safe as $$
  select distinct line ->> 'subject_service', (line ->> 'subject_kind') || case when is_estimate then ' estimate' else '' end,
    line ->> 'subject_id', coalesce(line ->> 'subject_term', '')
  from jsonb_array_elements(lines) line where line ->> 'subject_id' is not null $$;

create function claim_subjects() returns trigger language plpgsql as $$
declare
  other text;
begin
  if new.status = 'cancelled' then
    delete from order_subjects s where s.tenant_id = new.tenant_id and s.order_id = new.id and not exists (
      select from invoices i where i.tenant_id = new.tenant_id and i.order_id = new.id and i.status = 'written off'
        and i.installment_schedule_id is null);
    return null;
  end if;
  if tg_op = 'UPDATE' and new.lines = old.lines and new.pro_forma = old.pro_forma and old.status <> 'cancelled' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    delete from order_subjects s where s.tenant_id = new.tenant_id and s.order_id = new.id;
  end if;
  insert into order_subjects (tenant_id, service, kind, subject_id, term, order_id)
  select new.tenant_id, n.service, n.kind, n.subject_id, n.term, new.id from subjects_of(new.lines, new.pro_forma) n
  order by 2, 3, 4, 5 -- callers at once meet in one order
  on conflict do nothing;
  select s.order_id into other from subjects_of(new.lines, new.pro_forma) n
  join order_subjects s on s.tenant_id = new.tenant_id and s.service = n.service and s.kind = n.kind
    and s.subject_id = n.subject_id and s.term = n.term
  where s.order_id <> new.id limit 1;
  if other is not null then
    perform refuse('lines', format('the order %s is for the same already', other));
  end if;
  return null;
end $$;

create trigger orders_claim_subjects after insert on orders for each row
  when (new.lines @? '$[*].subject_id') execute function claim_subjects();
create trigger orders_keep_subjects after update on orders for each row
  when ((new.lines @? '$[*].subject_id' or old.lines @? '$[*].subject_id')
    and (new.status is distinct from old.status or new.pro_forma is distinct from old.pro_forma or new.lines <> old.lines))
  execute function claim_subjects();

create function note_paid_order() returns trigger language plpgsql as $$
begin
  new.was_paid := true;
  return new;
end $$;

create trigger orders_note_paid before insert on orders for each row
  when (new.status = 'paid') execute function note_paid_order();
create trigger orders_still_note_paid before update on orders for each row
  when ('paid' in (new.status, old.status) and not new.was_paid) execute function note_paid_order();
