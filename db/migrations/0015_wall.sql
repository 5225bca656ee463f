-- A second wall: what a seller or a buyer reads is also limited here, whatever the program asks for.
-- docs/decisions/a-second-wall.md

-- `seller:7` or `buyer:7` in a transaction that reads for one of them; empty for the program's own.
create function wall_open() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('tamaru.wall', true), '') = '' $$;
create function wall_seller() returns bigint language sql stable parallel safe as
  $$ select substring(current_setting('tamaru.wall', true) from '^seller:(\d+)$')::bigint $$;
create function wall_buyer() returns bigint language sql stable parallel safe as
  $$ select substring(current_setting('tamaru.wall', true) from '^buyer:(\d+)$')::bigint $$;

-- Each function stands in a subselect, so that it is asked once a statement, not once a row.

alter table book enable row level security;
create policy wall on book using ((select wall_open()) or id = (select wall_buyer()))
  with check (true);

alter table order_line enable row level security;
create policy wall on order_line using ((select wall_open())
  or buyer_id = (select wall_buyer()) or seller_id = (select wall_seller())) with check (true);

alter table orders enable row level security;
create policy wall on orders using ((select wall_open()) or buyer_id = (select wall_buyer())
  or exists (select from order_line l where l.buyer_id = orders.buyer_id and l.order_id = orders.id))
  with check (true);

alter table journal enable row level security;
create policy wall on journal using ((select wall_open())
  or book_id in ((select wall_buyer()), (select wall_seller()))
  or exists (select from order_line l
    where l.buyer_id = journal.book_id and l.order_id = journal.order_id)) with check (true);

alter table posting enable row level security;
create policy wall on posting using ((select wall_open())
  or book_id = (select wall_buyer()) or seller_id = (select wall_seller())) with check (true);

alter table statement enable row level security;
create policy wall on statement using ((select wall_open()) or seller_id = (select wall_seller()))
  with check (true);

alter table seller_history enable row level security;
create policy wall on seller_history using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);

alter table notice enable row level security;
create policy wall on notice using ((select wall_open())
  or (audience = 'buyer' and recipient_id = (select wall_buyer()))
  or (audience = 'seller' and recipient_id = (select wall_seller()))) with check (true);

alter table event_seller enable row level security;
create policy wall on event_seller using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);

alter table claim enable row level security;
create policy wall on claim using ((select wall_open()) or buyer_id = (select wall_buyer())
  or exists (select from order_line l
    where l.buyer_id = claim.buyer_id and l.order_id = claim.order_id)) with check (true);

alter table listing_import enable row level security;
create policy wall on listing_import using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);

alter table import_batch enable row level security;
create policy wall on import_batch using ((select wall_open())
  or exists (select from listing_import i where i.id = import_batch.import_id)) with check (true);

alter table access_token enable row level security;
create policy wall on access_token using ((select wall_open())
  or seller_id = (select wall_seller()) or buyer_id = (select wall_buyer())) with check (true);

-- What is nobody's but the operator's.
alter table operator_action enable row level security;
create policy wall on operator_action using ((select wall_open())) with check (true);
alter table approval enable row level security;
create policy wall on approval using ((select wall_open())) with check (true);
alter table dead_letter enable row level security;
create policy wall on dead_letter using ((select wall_open())) with check (true);
alter table person enable row level security;
create policy wall on person using ((select wall_open())) with check (true);
alter table session enable row level security;
create policy wall on session using ((select wall_open())) with check (true);
