create index memberships_by_renewal_order on memberships (tenant_id, renewal_order_id) where renewal_order_id is not null;
