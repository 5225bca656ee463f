-- The featured offer over time, and rules that set prices by themselves.

-- Versions from before this field had no limit; they keep that meaning.
alter table policy disable trigger policy_append_only;
update policy set terms = terms || '{"featuredOffer": {"competitivePriceBps": 0}}';
alter table policy enable trigger policy_append_only;

create table reference_price (
  asin   text collate "C" primary key,
  price  bigint not null check (price > 0),
  set_by text not null,
  set_at timestamptz not null
);
comment on table reference_price is 'What a product is held to be worth';

-- Readers of the event log: progress and effects are one transaction, so each happens once.
create table event_reader (
  name     text primary key,
  event_id bigint not null
);
comment on column event_reader.event_id is 'The last event whose effects are there';

-- ── Offers on a product and group of conditions ────────────────────────────────────────────────

create type condition_group as enum ('new', 'refurbished', 'used', 'collectible');

create table offer_state (
  asin      text collate "C" not null,
  condition condition_group not null,
  n         bigint not null,
  digest    bytea not null,
  featured  bigint,
  primary key (asin, condition)
) with (fillfactor = 50);
comment on column offer_state.n is 'Changes that buyers could see, counted';
comment on column offer_state.digest is 'Of all that offer_change holds of the n-th of them';
comment on column offer_state.featured is 'The featured listing; null for none';

create table offer_change (
  asin           text collate "C" not null,
  condition      condition_group not null,
  n              bigint not null,
  event_id       bigint not null,
  policy_version int not null,
  threshold      bigint,
  total          int not null,
  eligible       int not null,
  offers         json not null,
  event_at       timestamptz not null,
  recorded_at    timestamptz not null,
  primary key (asin, condition, n)
);
comment on table offer_change is 'What could be bought after each change, best first; append-only';
comment on column offer_change.threshold is 'The competitive price threshold then';

create table featured_change (
  asin         text collate "C" not null,
  condition    condition_group not null,
  n            bigint not null,
  won_listing  bigint,
  won_seller   bigint,
  won          json,
  lost_listing bigint,
  lost_seller  bigint,
  lost         json,
  event_at     timestamptz not null,
  primary key (asin, condition, n)
);
comment on table featured_change is 'Who became the featured offer, instead of whom, and why; append-only';
comment on column featured_change.n is 'The change of offers that brought it about';

create index featured_change_won on featured_change (won_seller, won_listing)
  where won_seller is not null;

-- ── Rules that set prices ──────────────────────────────────────────────────────────────────────

create type pricing_target as enum ('featured', 'lowest');
create type pricing_step as enum ('match', 'amount', 'percentage');

create table pricing_rule (
  listing_id bigint primary key,
  seller_id  bigint not null,
  sku        text collate "C" not null,
  target     pricing_target not null,
  step_by    pricing_step not null,
  step       bigint not null check (step >= 0),
  floor      bigint not null check (floor > 0),
  ceiling    bigint not null,
  enabled    boolean not null,
  version    bigint not null default 1,
  changed_by text not null,
  because    text,
  wake_at    timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (floor <= ceiling)
) with (fillfactor = 70);
comment on column pricing_rule.step is 'Yen, or hundredths of a percent; 0 to match';
comment on column pricing_rule.because is 'Why the rule decided last as it did; null before its first decision';
comment on column pricing_rule.wake_at is 'When time alone may change the decision';

create unique index pricing_rule_sku on pricing_rule (seller_id, sku);
create index pricing_rule_wake on pricing_rule (wake_at) where wake_at is not null;

create table pricing_decision (
  listing_id   bigint not null,
  id           bigint generated always as identity,
  rule_version bigint not null,
  what         text not null check (what in ('set', 'changed', 'held', 'undone')),
  because      text not null,
  facts        json not null,
  price_before bigint,
  price        bigint,
  lowered      boolean not null,
  event_at     timestamptz not null,
  recorded_at  timestamptz not null,
  primary key (listing_id, id)
);
comment on table pricing_decision is 'What was done to a rule, and what the rule did and why; append-only';

create index pricing_decision_lowered on pricing_decision (listing_id, id) where lowered;

create trigger offer_change_append_only before update or delete or truncate on offer_change
  for each statement execute function refuse_change();
create trigger featured_change_append_only before update or delete or truncate on featured_change
  for each statement execute function refuse_change();
create trigger pricing_decision_append_only before update or delete or truncate on pricing_decision
  for each statement execute function refuse_change();

grant select, insert on offer_change, featured_change, pricing_decision to tamaru_app;
grant select, insert, update, delete on reference_price to tamaru_app;
grant select, insert, update on event_reader, offer_state to tamaru_app;
grant select, insert, update, delete on pricing_rule to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
