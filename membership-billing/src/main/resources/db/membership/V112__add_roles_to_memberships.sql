-- the contact's roles, which a notice may be limited to
alter table memberships add column roles text[];
