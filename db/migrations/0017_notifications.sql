-- Notifications to sellers' programs and operators' systems: where to, of what, and each delivery.

create table destination (
  id         text primary key,
  owner      text not null,
  name       text not null,
  kind       text not null check (kind in ('sqs', 'event_bridge', 'webhook')),
  resource   json not null,
  secret     text,
  failures   int not null default 0,
  rest_until timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  check ((kind = 'webhook') = (secret is not null))
);
comment on column destination.owner is 'provider:…, seller:… or operator: who made it and may use it';
comment on column destination.secret is 'What a webhook''s notifications are signed with';
comment on column destination.rest_until is 'It gave no answer; nothing is sent to it until then';

create index destination_owner on destination (owner) where deleted_at is null;

create table subscription (
  id              text primary key,
  owner           text not null,
  type            text not null,
  seller_id       bigint,
  destination_id  text not null references destination,
  payload_version text not null,
  directive       json,
  aggregation_ms  int check (aggregation_ms > 0),
  created_at      timestamptz not null,
  deleted_at      timestamptz
);
comment on column subscription.seller_id is 'About whom; null: the operator''s, about everybody';

create unique index subscription_one on subscription (type, owner, payload_version, seller_id)
  nulls not distinct where deleted_at is null;
create index subscription_seller on subscription (seller_id, type) where deleted_at is null;
create index subscription_destination on subscription (destination_id) where deleted_at is null;

create type delivery_state as enum ('waiting', 'delivered', 'dead');

create table delivery (
  id              bigint primary key generated always as identity,
  notification_id text not null,
  subscription_id text not null,
  destination_id  text not null,
  type            text not null,
  thread          text collate "C" not null,
  body            json not null,
  aggregated      boolean not null,
  state           delivery_state not null default 'waiting',
  attempts        int not null default 0,
  due_at          timestamptz not null,
  tried_at        timestamptz,
  answer          text,
  event_at        timestamptz not null,
  created_at      timestamptz not null
) with (fillfactor = 50);
comment on column delivery.thread is 'Notifications of one thread are sent in order: one product, one order';
comment on column delivery.answer is 'What came of the last attempt';

create index delivery_waiting on delivery (destination_id, id) where state = 'waiting';
create index delivery_thread on delivery (destination_id, thread, id) where state = 'waiting';
create unique index delivery_aggregated on delivery (thread, due_at)
  where aggregated and state = 'waiting' and attempts = 0;
create index delivery_subscription on delivery (subscription_id, id);

grant select, insert, update on destination, subscription, delivery to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
