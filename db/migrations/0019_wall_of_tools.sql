-- The second wall, also around sellers' tools: feeds, reports, documents, whom an order goes to,
-- notifications and pricing rules. docs/decisions/a-second-wall.md

alter table feed enable row level security;
create policy wall on feed using ((select wall_open()) or seller_id = (select wall_seller()))
  with check (true);
alter table feed_issue enable row level security;
create policy wall on feed_issue using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table report enable row level security;
create policy wall on report using ((select wall_open()) or seller_id = (select wall_seller()))
  with check (true);
alter table report_schedule enable row level security;
create policy wall on report_schedule using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table document enable row level security;
create policy wall on document using ((select wall_open()) or seller_id = (select wall_seller()))
  with check (true);
alter table document_part enable row level security;
create policy wall on document_part using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table document_link enable row level security;
create policy wall on document_link using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);

alter table order_recipient enable row level security;
create policy wall on order_recipient using ((select wall_open())
  or buyer_id = (select wall_buyer())
  or exists (select from order_line l where l.buyer_id = order_recipient.buyer_id
    and l.order_id = order_recipient.order_id)) with check (true);

-- A service provider's subscription about a seller is the seller's to see; its destination is not.
alter table destination enable row level security;
create policy wall on destination using ((select wall_open())
  or owner = 'seller:' || (select wall_seller())) with check (true);
alter table subscription enable row level security;
create policy wall on subscription using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table delivery enable row level security;
create policy wall on delivery using ((select wall_open())
  or exists (select from subscription u where u.id = delivery.subscription_id))
  with check (true);

alter table pricing_rule enable row level security;
create policy wall on pricing_rule using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
-- A rule may be gone: what it did stays with the listing.
alter table pricing_decision enable row level security;
create policy wall on pricing_decision using ((select wall_open())
  or exists (select from listing l
    where l.id = pricing_decision.listing_id and l.seller_id = (select wall_seller())))
  with check (true);
