-- A seller finds its orders by when they were placed, and what claims and chargebacks took from it.

alter table order_line add column placed_at timestamptz;
update order_line l set placed_at = o.placed_at
  from orders o where o.buyer_id = l.buyer_id and o.id = l.order_id;
alter table order_line alter column placed_at set not null;
comment on column order_line.placed_at is 'The order''s, so that a seller''s are in the order of time';

drop index order_line_seller;
create index order_line_seller on order_line (seller_id, placed_at, order_id);

-- Rare among a seller's postings, so that it costs no other posting anything.
create index posting_reversals on posting (seller_id, recorded_at) where kind in
  ('claim_principal', 'claim_shipping', 'chargeback_principal', 'chargeback_shipping');
