-- Feeds, reports and their documents; what only a sandbox has.

-- ── Documents ──────────────────────────────────────────────────────────────────────────────────

create type document_use as enum ('feed', 'feed_result', 'report');

create table document (
  seller_id    bigint not null references seller,
  id           uuid not null,
  use          document_use not null,
  content_type text not null,
  gzip         boolean not null default false,
  restricted   boolean not null default false,
  bytes        bigint check (bytes >= 0),
  source       json,
  sealed_at    timestamptz,
  created_at   timestamptz not null,
  primary key (seller_id, id)
);
comment on column document.restricted is 'Holds what only a restricted data token may read';
comment on column document.bytes is 'As stored; null until all of it is there';
comment on column document.source is 'What it is made from whenever it is read; null: its parts';
comment on column document.sealed_at is 'From then on nothing is written to it any more';

create index document_age on document (created_at);

create table document_part (
  seller_id   bigint not null,
  document_id uuid not null,
  n           int not null,
  bytes       bytea not null,
  primary key (seller_id, document_id, n),
  foreign key (seller_id, document_id) references document on delete cascade
);

create table document_link (
  digest      bytea primary key,
  seller_id   bigint not null,
  document_id uuid not null,
  write       boolean not null,
  expires_at  timestamptz not null,
  foreign key (seller_id, document_id) references document on delete cascade
);
comment on column document_link.digest is 'SHA-256 of the secret in the address; the secret itself is nowhere';
comment on column document_link.expires_at is 'By the machine''s time: a sandbox clock that jumps ends none';

create index document_link_age on document_link (expires_at);

-- ── Feeds ──────────────────────────────────────────────────────────────────────────────────────

create type processing_status as enum ('in_queue', 'in_progress', 'done', 'cancelled', 'fatal');

create table feed (
  seller_id    bigint not null references seller,
  id           bigint not null generated always as identity (start with 50001),
  type         text not null,
  marketplaces text[] not null,
  options      json not null,
  caller       text not null,
  by           text not null,
  input_id     uuid not null,
  result_id    uuid,
  status       processing_status not null default 'in_queue',
  batches      int not null default 0,
  rows         bigint not null default 0,
  accepted     bigint not null default 0,
  invalid      bigint not null default 0,
  warned       bigint not null default 0,
  created_at   timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz,
  primary key (seller_id, id)
);
comment on column feed.batches is 'Batches of rows that are written: a feed that was cut off goes on after them';
comment on column feed.by is 'Who history names for its changes: a service provider, or the caller';

create index feed_waiting on feed (created_at) where status in ('in_queue', 'in_progress');

create table feed_issue (
  seller_id bigint not null,
  feed_id   bigint not null,
  n         bigint not null,
  batch     int not null,
  row       bigint not null,
  sku       text not null,
  warning   boolean not null,
  code      text not null,
  facts     json not null,
  primary key (seller_id, feed_id, n),
  foreign key (seller_id, feed_id) references feed
);
comment on table feed_issue is 'What was wrong with rows, until the processing report is written';

-- ── Reports ────────────────────────────────────────────────────────────────────────────────────

create table report_schedule (
  seller_id    bigint not null references seller,
  id           bigint not null generated always as identity (start with 70001),
  type         text not null,
  marketplaces text[] not null,
  options      json not null,
  period       text not null,
  next_at      timestamptz not null,
  created_at   timestamptz not null,
  cancelled_at timestamptz,
  primary key (seller_id, id)
);

create unique index report_schedule_type on report_schedule (seller_id, type)
  where cancelled_at is null;
create index report_schedule_due on report_schedule (next_at) where cancelled_at is null;

create table report (
  seller_id    bigint not null references seller,
  id           bigint not null generated always as identity (start with 60001),
  type         text not null,
  marketplaces text[] not null,
  options      json not null,
  data_start   timestamptz,
  data_end     timestamptz,
  schedule_id  bigint,
  period       int,
  document_id  uuid,
  status       processing_status not null default 'in_queue',
  created_at   timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz,
  primary key (seller_id, id)
);
comment on column report.period is 'Of a settlement report: the statement it is';

create unique index report_period on report (seller_id, type, period) where period is not null;
create index report_waiting on report (created_at) where status in ('in_queue', 'in_progress');

-- ── Whom an order goes to ──────────────────────────────────────────────────────────────────────

create table order_recipient (
  buyer_id     bigint not null,
  order_id     bigint not null,
  name         text not null,
  line_1       text not null,
  line_2       text,
  line_3       text,
  city         text,
  prefecture   text not null,
  postal_code  text not null,
  country      text not null default 'JP',
  phone        text,
  primary key (buyer_id, order_id),
  foreign key (buyer_id, order_id) references orders
);
comment on table order_recipient is 'Personal: apart from the order, so that it can be deleted';

-- ── What only a sandbox has ────────────────────────────────────────────────────────────────────

create table sandbox_switch (
  singleton  boolean primary key default true check (singleton),
  throttling boolean not null default true,
  points_fee boolean not null default false
);
comment on column sandbox_switch.points_fee is 'Whether finances show which returned points came out of a refund';

create table sandbox_failure (
  id        bigint generated always as identity primary key,
  operation text not null,
  answer    text not null check (answer in ('429', '500', '503', 'never')),
  seller_id bigint references seller,
  remaining int not null check (remaining >= 0),
  created_at timestamptz not null
);
create index sandbox_failure_waiting on sandbox_failure (operation, id) where remaining > 0;

grant select, insert, update, delete on document, document_part, document_link, feed_issue,
  sandbox_failure, order_recipient to tamaru_app;
grant select, insert, update on feed, report, report_schedule, sandbox_switch to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
