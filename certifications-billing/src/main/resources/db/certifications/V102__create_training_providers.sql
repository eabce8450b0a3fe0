create table training_providers (
  like sys_record,
  name text not null,
  is_active boolean,
  administrators jsonb -- who gets the provider's mails: names and addresses
);
call protect_records('training_providers');
