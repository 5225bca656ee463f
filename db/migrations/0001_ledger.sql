-- Parties, the programme's policy, buyers' books, the journal of commands and its postings, orders.
-- Every hot table's key starts with the buyer, so that the whole can be distributed by it later.

create type account as enum (
  'buyer_payments', 'seller_proceeds', 'points_funding', 'referral_fees', 'operator_claims',
  'operator_promotions', 'breakage', 'disbursements',
  'issued', 'buyer_available', 'buyer_unvested', 'buyer_held', 'redeemed', 'returned', 'expired'
);

create type unit as enum ('JPY', 'PT');

create type posting_kind as enum (
  'principal', 'shipping', 'referral_fee', 'referral_fee_credit',
  'points_granted', 'points_returned', 'points_shortfall', 'points_vested', 'points_held',
  'points_released', 'points_redeemed', 'points_restored', 'points_expired', 'points_clawed_back',
  'refund_principal', 'refund_shipping', 'claim_principal', 'claim_shipping',
  'chargeback_principal', 'chargeback_shipping', 'promotion', 'adjustment', 'disbursement'
);

-- Buyers and sellers share one sequence: a book's id says whose book it is.
create sequence party_id;

create table buyer (
  id         bigint primary key default nextval('party_id'),
  reference  text not null unique check (length(reference) between 1 and 64),
  name       text,
  created_at timestamptz not null
);
comment on table buyer is 'A buyer; reference is the operator''s own id, id is ours';

create table seller (
  id                 bigint primary key default nextval('party_id'),
  reference          text not null unique check (length(reference) between 1 and 64),
  name               text not null,
  plan               text not null check (plan in ('professional', 'individual')),
  standing           text not null default 'good'
                     check (standing in ('good', 'at_risk', 'suspended')),
  marketplace        text not null,
  agreement_version  int,
  agreed_at          timestamptz,
  agreed_by          text,
  default_points_bps int check (default_points_bps between 0 and 10000),
  created_at         timestamptz not null
);

create table policy (
  version        int primary key,
  name           text not null,
  announced_at   timestamptz not null,
  effective_from timestamptz not null unique,
  terms          jsonb not null
);
comment on table policy is 'The programme''s rules as immutable versions on a timeline';

-- One row a buyer: all that a command locks. Half-empty pages keep its updates on their page.
create table book (
  id              bigint primary key,
  version         bigint not null default 0,
  chain           bytea not null default '\x00000000000000000000000000000000',
  available       bigint not null default 0 check (available >= 0),
  unvested        bigint not null default 0 check (unvested >= 0),
  held            bigint not null default 0 check (held >= 0),
  lots            json not null default '[]',
  last_ordered_at timestamptz,
  last_earned_at  timestamptz,
  grace_until     timestamptz,
  reminded_of     timestamptz,
  next_vest_at    timestamptz,
  matured_to      timestamptz,
  wake_at         timestamptz
) with (fillfactor = 50);
comment on column book.version is
  'Commands that changed this book, counted: the journal has 1 … version';
comment on column book.chain is
  'Digest of the newest journal row; each row''s digest covers the one before';
comment on column book.wake_at is
  'No later than the next moment at which time alone changes this book';

create index book_wake on book (wake_at) where wake_at is not null;

-- One row an accepted command.
create table journal (
  book_id     bigint not null,
  version     bigint not null,
  caller      text not null,
  key         text not null,
  fingerprint bytea not null,
  kind        text not null,
  order_id    bigint,
  event_at    timestamptz not null,
  recorded_at timestamptz not null,
  outcome     json not null,
  digest      bytea not null,
  primary key (book_id, version)
);
comment on table journal is 'Accepted commands, append-only; refused ones leave no trace';

-- A caller's key is good once, whatever it was used for.
create unique index journal_key on journal (caller, key);

-- One row a movement: from the debited to the credited account. A balance is credits − debits.
create table posting (
  book_id        bigint not null,
  version        bigint not null,
  n              smallint not null,
  debit          account not null,
  credit         account not null,
  unit           unit not null,
  amount         bigint not null check (amount > 0),
  kind           posting_kind not null,
  seller_id      bigint,
  order_id       bigint,
  line           smallint,
  policy_version int not null,
  event_at       timestamptz not null,
  recorded_at    timestamptz not null,
  primary key (book_id, version, n),
  check (debit <> credit),
  check ((unit = 'PT') = (debit >= 'issued') and (unit = 'PT') = (credit >= 'issued')),
  check ((seller_id is not null) = (debit = 'seller_proceeds' or credit = 'seller_proceeds'))
);

-- A seller's ledger in the order it was recorded: statements read it by period.
create index posting_seller on posting (seller_id, recorded_at) where seller_id is not null;

create table orders (
  buyer_id       bigint not null,
  id             bigint not null,
  reference      text not null unique check (length(reference) between 1 and 64),
  placed_at      timestamptz not null,
  policy_version int not null,
  payment        text not null check (payment in ('prepaid', 'cod')),
  total          bigint not null check (total > 0),
  redeemed       bigint not null check (redeemed >= 0),
  lots           json not null default '[]',
  lots_back      bigint not null default 0,
  primary key (buyer_id, id)
);

create table order_line (
  buyer_id           bigint not null,
  order_id           bigint not null,
  line               smallint not null,
  seller_id          bigint not null,
  sku                text not null,
  asin               text not null,
  category           text,
  product_type       text,
  quantity           int not null check (quantity > 0),
  price              bigint not null check (price > 0),
  shipping           bigint not null check (shipping >= 0),
  points_per_unit    bigint not null check (points_per_unit >= 0),
  fee_rate_bps       int not null,
  fee_minimum        bigint not null,
  redeemed           bigint not null,
  cancelled_quantity int not null default 0,
  shipped_quantity   int not null default 0,
  released           bigint not null default 0,
  captured           bigint not null default 0,
  principal          bigint not null default 0,
  shipping_charged   bigint not null default 0,
  granted            bigint not null default 0,
  unvested           bigint not null default 0,
  vest_at            timestamptz,
  fee_charged        bigint not null default 0,
  fee_credited       bigint not null default 0,
  refunded_principal bigint not null default 0,
  refunded_shipping  bigint not null default 0,
  points_due         bigint not null default 0,
  points_back        bigint not null default 0,
  primary key (buyer_id, order_id, line),
  check (cancelled_quantity + shipped_quantity <= quantity),
  check (released + captured <= redeemed),
  check (points_due <= granted and points_back <= captured and unvested <= granted),
  check (refunded_principal <= principal and refunded_shipping <= shipping_charged),
  check (fee_credited <= fee_charged)
) with (fillfactor = 50);

create index order_line_seller on order_line (seller_id, order_id);

-- Effects to come, written with their cause; the relay takes them in order and deletes them.
create table outbox (
  id          bigint generated always as identity primary key,
  topic       text not null,
  book_id     bigint,
  version     bigint,
  payload     json,
  event_at    timestamptz not null,
  recorded_at timestamptz not null
);

-- The books are closed up to here: nothing is recorded before it any more.
create table closing (
  singleton boolean primary key default true check (singleton),
  closed_to timestamptz not null
);
insert into closing (closed_to) values ('epoch');

create sequence order_block;
comment on sequence order_block is 'Each value is a block of a thousand order ids for one process';

-- ── Append-only, and lawful, whoever writes ────────────────────────────────────────────────────

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger journal_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();
create trigger posting_append_only before update or delete or truncate on posting
  for each statement execute function refuse_change();
create trigger policy_append_only before update or delete or truncate on policy
  for each statement execute function refuse_change();

-- The law of the house, for each command: the yen that back points move with the points.
create function require_backing() returns trigger language plpgsql as $$
declare broken record;
begin
  select book_id, version into broken from written group by book_id, version
  having sum(case when credit = 'points_funding' then amount
                  when debit = 'points_funding' then -amount else 0 end)
      <> sum(case when credit in ('buyer_available', 'buyer_unvested', 'buyer_held')
                  then amount else 0 end)
       - sum(case when debit in ('buyer_available', 'buyer_unvested', 'buyer_held')
                  then amount else 0 end)
  limit 1;
  if found then
    raise exception 'points without backing in book % at version %', broken.book_id, broken.version
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger posting_backed after insert on posting
  referencing new table as written for each statement execute function require_backing();

grant usage on schema public to tamaru_app;
grant select, insert on journal, posting, policy to tamaru_app;
grant select, insert, update on buyer, seller, book, orders, order_line, closing to tamaru_app;
grant select, insert, delete on outbox to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
