-- What a seller's inventory page remembers, and the order of prices.

create table inventory_preference (
  seller_id   bigint primary key,
  preferences json not null,
  changed_by  text not null,
  event_at    timestamptz not null
);
comment on table inventory_preference is 'How a seller sees its inventory: the default of all its people';

create table inventory_view (
  seller_id  bigint not null,
  name       text not null check (length(name) between 1 and 60),
  view       json not null,
  changed_by text not null,
  event_at   timestamptz not null,
  primary key (seller_id, name)
);
comment on table inventory_view is 'Filters and orders of an inventory that a seller gave a name';

grant select, insert, update on inventory_preference to tamaru_app;
grant select, insert, update, delete on inventory_view to tamaru_app;

-- Sales take stock without touching a price, so they stay as cheap as they were.
create index listing_price on listing (seller_id, price, sku);
