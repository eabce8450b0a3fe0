-- Who corrects an expiration date, or extends it by grace, has not renewed: the open renewal order is for the new date then.
-- Who moves it on by a term or more has renewed by hand, and the order is outlived (decision 27).
create function carry_renewal_order_over() returns trigger language plpgsql as $$
declare
  months integer;
begin
  select p.term into months from packages p
  where p.tenant_id = new.tenant_id and p.id = coalesce(new.renews_with_id, new.package_id);
  if new.expiration_date < old.expiration_date + make_interval(months => months) then
    new.renewal_order_expiration_date := new.expiration_date;
  end if;
  return new;
end $$;

create trigger memberships_carry_renewal_order_over before update of expiration_date on memberships for each row
  when (old.renewal_order_expiration_date = old.expiration_date
    and new.renewal_order_expiration_date = old.renewal_order_expiration_date
    and new.expiration_date <> old.expiration_date)
  execute function carry_renewal_order_over();
