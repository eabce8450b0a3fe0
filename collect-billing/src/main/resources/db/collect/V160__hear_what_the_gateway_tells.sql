-- Money that goes back, written down before the gateway hears of it; of a payment one refund at a time is under way.
create table refunds (
  tenant_id text not null,
  id text not null,
  payment_id text not null,
  amount numeric not null check (amount > 0),
  currency text not null,
  reason text not null,
  intent text, -- none for money that no gateway took
  account jsonb,
  state text not null check (state in ('started', 'made', 'refused')),
  reference text,
  message text,
  tries integer not null default 1,
  leased_until timestamptz,
  asked_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint refunds_pk primary key (tenant_id, id)
);
call protect('refunds');
alter table refunds add constraint refunds_payment
  foreign key (tenant_id, payment_id) references payments (tenant_id, id);
create unique index refunds_under_way on refunds (tenant_id, payment_id) where state = 'started';
create index payments_by_gateway_reference on payments (tenant_id, gateway_reference) where gateway_reference is not null;

-- What a gateway told, raw and once per event; worked off as due work.
create table gateway_events (
  tenant_id text not null,
  id text not null,
  type text not null,
  subject text not null,
  subject_id text,
  body text not null,
  received_at timestamptz not null,
  not_before timestamptz not null,
  tries integer not null default 0,
  done_at timestamptz,
  constraint gateway_events_pk primary key (tenant_id, id)
);
call protect('gateway_events');
create index gateway_events_open on gateway_events (tenant_id, not_before) where done_at is null;

-- Until when a tenant's account at the gateway was listed: what was charged there since may be unknown here, after a restore.
create table gateway_looks (
  tenant_id text not null,
  listed_until timestamptz not null,
  constraint gateway_looks_pk primary key (tenant_id)
);
call protect('gateway_looks');

-- Charges that the gateway knows of and these books do not, by what they pay.
create table gateway_findings (
  tenant_id text not null,
  intent text not null,
  purpose text not null,
  amount numeric not null,
  currency text not null,
  found_at timestamptz not null,
  constraint gateway_findings_pk primary key (tenant_id, intent)
);
call protect('gateway_findings');
create index gateway_findings_by_purpose on gateway_findings (tenant_id, purpose);
create index payment_attempts_by_intent on payment_attempts (tenant_id, intent) where intent is not null;

-- Cards whose holders are typing them in at the gateway.
create table card_setups (
  tenant_id text not null,
  setup text not null,
  stored_payment_method_id text not null,
  account jsonb not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  constraint card_setups_pk primary key (tenant_id, setup)
);
call protect('card_setups');
alter table card_setups add constraint card_setups_stored_payment_method
  foreign key (tenant_id, stored_payment_method_id) references stored_payment_methods (tenant_id, id) on delete cascade;
