-- Sellers' accounts, service providers, products, listings and the history of every change.

-- ── Sellers ────────────────────────────────────────────────────────────────────────────────────

create type seller_event as enum (
  'registered', 'agreement_accepted', 'plan_changed', 'standing_changed', 'default_points_changed',
  'provider_authorised', 'provider_revoked'
);

create table seller_history (
  seller_id   bigint not null,
  n           bigint generated always as identity,
  what        seller_event not null,
  caller      text not null,
  facts       json not null,
  event_at    timestamptz not null,
  recorded_at timestamptz not null,
  primary key (seller_id, n)
);
comment on table seller_history is 'What happened to a seller''s account, consent included; append-only';

create table service_provider (
  id              bigint primary key generated always as identity,
  reference       text not null unique check (length(reference) between 1 and 64),
  name            text not null,
  supports_points bool not null,
  created_at      timestamptz not null
);
comment on column service_provider.supports_points is 'Whether the app says it can read and set points';

create table seller_provider (
  seller_id     bigint not null,
  provider_id   bigint not null,
  scopes        text[] not null check (cardinality(scopes) > 0),
  authorised_at timestamptz not null,
  revoked_at    timestamptz,
  primary key (seller_id, provider_id)
);

create index seller_provider_provider on seller_provider (provider_id);

-- ── Products ───────────────────────────────────────────────────────────────────────────────────

create table product (
  asin         text collate "C" primary key check (length(asin) between 1 and 40),
  title_ja     text not null,
  title_en     text,
  brand        text,
  category     text,
  product_type text,
  image        text,
  search       text not null,
  grams        int[] not null,
  version      bigint not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
comment on column product.search is 'ASIN, titles and brand as they are compared in a search';
comment on column product.grams is 'Every pair of neighbouring characters in search, as two UTF-16 units';

create index product_grams on product using gin (grams);

-- ── Listings ───────────────────────────────────────────────────────────────────────────────────

create type item_condition as enum (
  'new', 'refurbished', 'used_like_new', 'used_very_good', 'used_good', 'used_acceptable',
  'collectible_like_new', 'collectible_very_good', 'collectible_good', 'collectible_acceptable'
);
create type listing_status as enum ('active', 'inactive');
create type change_source as enum ('manual', 'automated', 'app', 'file');
create type change_reason as enum ('created', 'changed', 'points_reset', 'points_reset_undone');

create sequence listing_id;

-- A row leaves room on its page: neither a price nor a sale touches an indexed column, so both
-- rewrite the row where it is. That is also why no index here names price or stock.
create table listing (
  id              bigint primary key default nextval('listing_id'),
  seller_id       bigint not null,
  sku             text collate "C" not null check (length(sku) between 1 and 100),
  asin            text collate "C" not null,
  condition       item_condition not null,
  status          listing_status not null,
  price           bigint not null check (price > 0),
  shipping        bigint not null check (shipping >= 0),
  points_bps      int check (points_bps between 0 and 10000),
  points_amount   bigint check (points_amount > 0),
  points_of_price bigint check (points_of_price > 0),
  stock           int check (stock >= 0),
  version         bigint not null default 1,
  points_reset_at timestamptz,
  points_reset_by text,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  check (points_bps is null or points_amount is null),
  check ((points_amount is null) = (points_of_price is null)),
  check ((points_reset_at is null) = (points_reset_by is null))
) with (fillfactor = 50);
comment on column listing.stock is 'Units left to sell; null: not counted';
comment on column listing.points_bps is 'Hundredths of a percent of the price; 0: none, whatever the account default';
comment on column listing.points_amount is 'Points of one unit at points_of_price; with neither, the account default';
comment on column listing.version is 'Changes by people and programs, counted; sales take stock without one';

create unique index listing_sku on listing (seller_id, sku);
create index listing_offers on listing (asin, seller_id);
create index listing_inactive on listing (seller_id, sku) where status = 'inactive';
create index listing_points_reset on listing (seller_id, sku) where points_reset_at is not null;

-- One row a change: version n of a listing is what its row n made of it.
create table listing_history (
  listing_id       bigint not null,
  version          bigint not null,
  changed_by       text not null,
  source           change_source not null,
  reason           change_reason not null,
  price            bigint not null,
  shipping         bigint not null,
  points_bps       int,
  points_amount    bigint,
  points_of_price  bigint,
  stock            int,
  status           listing_status not null,
  price_before           bigint,
  shipping_before        bigint,
  points_bps_before      int,
  points_amount_before   bigint,
  points_of_price_before bigint,
  stock_before           int,
  status_before          listing_status,
  policy_version   int not null,
  event_at         timestamptz not null,
  recorded_at      timestamptz not null,
  primary key (listing_id, version)
);

-- ── Writes that are not buyers' commands ───────────────────────────────────────────────────────

create table request (
  caller      text not null,
  key         text not null,
  fingerprint bytea not null,
  answer      json not null,
  recorded_at timestamptz not null,
  primary key (caller, key)
);
comment on table request is 'Answers by idempotency key; written in the transaction they answer for';

create trigger seller_history_append_only before update or delete or truncate on seller_history
  for each statement execute function refuse_change();
create trigger listing_history_append_only before update or delete or truncate on listing_history
  for each statement execute function refuse_change();

grant select, insert on seller_history, listing_history, request to tamaru_app;
grant select, insert, update on service_provider, seller_provider, product, listing to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
