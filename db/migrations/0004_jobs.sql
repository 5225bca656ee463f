-- The sandbox's clock, the event log, notices, and how far an announced policy has been prepared.

create table sandbox_clock (
  singleton boolean primary key default true check (singleton),
  ahead_ms  bigint not null
);
comment on table sandbox_clock is 'In a sandbox only: how far its clock is ahead of the machine';

-- Who a relayed row concerns, told by the command that knew.
alter table outbox add column order_id bigint, add column sellers bigint[];
comment on column outbox.sellers is 'The sellers concerned; null: the one that the payload names';
-- Every row is deleted within moments, so vacuum by count, not by share of a nearly empty table.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000);

-- Sweeps go on after the last book they saw, also among a million that wake at one moment.
drop index book_wake;
create index book_wake on book (wake_at, id) where wake_at is not null;

-- ── Events ─────────────────────────────────────────────────────────────────────────────────────

create sequence event_id;
create table event (
  id          bigint primary key,
  type        text not null,
  book_id     bigint,
  version     bigint,
  order_id    bigint,
  payload     json,
  event_at    timestamptz not null,
  recorded_at timestamptz not null
);
comment on table event is 'What happened, in the order it was relayed: ids grow with commits';
comment on column event.payload is 'Null for a command: its outcome is in the journal';

create index event_book on event (book_id, id) where book_id is not null;

create table event_seller (
  seller_id bigint not null,
  event_id  bigint not null,
  primary key (seller_id, event_id)
);

-- ── Notices ────────────────────────────────────────────────────────────────────────────────────

create type audience as enum ('buyer', 'seller', 'provider');

create table notice (
  audience     audience not null,
  recipient_id bigint not null,
  id           bigint not null generated always as identity,
  kind         text not null,
  facts        json not null,
  event_id     bigint not null,
  event_at     timestamptz not null,
  read_at      timestamptz,
  primary key (audience, recipient_id, id)
);
comment on column notice.facts is 'What the sentence is filled with, in the language of the reader';

create index notice_unread on notice (audience, recipient_id) where read_at is null;

-- ── Policy versions on their way ───────────────────────────────────────────────────────────────

create table policy_outlook (
  version       int primary key,
  books_to      bigint not null default 0,
  books_done    boolean not null default false,
  said_in_force boolean not null default false
);
comment on column policy_outlook.books_to is 'Books up to this id wake up in time for the version';

create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();
create trigger event_seller_append_only before update or delete or truncate on event_seller
  for each statement execute function refuse_change();

grant select, insert on event, event_seller to tamaru_app;
grant select, insert, update on sandbox_clock, policy_outlook to tamaru_app;
grant select, insert, update (read_at) on notice to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
