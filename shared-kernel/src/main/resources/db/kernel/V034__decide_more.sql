-- What becomes of an open order when another package is chosen, and of who inherits when that ends; and how amounts are written.
alter table settings
  add column superseded_orders text check (superseded_orders in ('replace', 'keep')),
  add column ended_inheritance text check (ended_inheritance in ('make principal', 'end')),
  add column locale text;
