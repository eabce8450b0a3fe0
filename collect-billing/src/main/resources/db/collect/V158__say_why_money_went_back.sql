-- What the bank sends back and what the holder disputes is no payment, and it is said why.
alter table payments add column reason text;
alter table payments drop constraint payments_status_check;
alter table payments add constraint payments_status_check
  check (status in ('complete', 'void', 'reversed', 'refunded', 'returned', 'disputed'));
