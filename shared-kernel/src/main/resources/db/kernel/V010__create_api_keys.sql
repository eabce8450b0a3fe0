-- Keys for programs: shown once, kept as a hash, with roles and an end.
create table api_keys (
  tenant_id text not null,
  id text not null,
  name text not null,
  key_hash text not null,
  roles text[] not null,
  created_at timestamptz not null,
  created_by_id text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint api_keys_pk primary key (tenant_id, id),
  constraint api_keys_by_hash unique (tenant_id, key_hash)
);
call protect('api_keys');
