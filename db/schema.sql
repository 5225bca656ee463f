-- The schema after all migrations, for reading. To change it, add a migration.
-- Written by "npm run schema", compared by a test.

-- types

create type account as enum ('buyer_payments', 'seller_proceeds', 'points_funding', 'referral_fees', 'operator_claims', 'operator_promotions', 'breakage', 'disbursements', 'issued', 'buyer_available', 'buyer_unvested', 'buyer_held', 'redeemed', 'returned', 'expired');
create domain account_number as text CHECK (VALUE ~ '^[0-9]{7}$'::text);
create type audience as enum ('buyer', 'seller', 'provider');
create domain bank_code as text CHECK (VALUE ~ '^[0-9]{4}$'::text);
create domain branch_code as text CHECK (VALUE ~ '^[0-9]{3}$'::text);
create type change_reason as enum ('created', 'changed', 'points_reset', 'points_reset_undone', 'import_rolled_back');
create type change_source as enum ('manual', 'automated', 'app', 'file');
create type condition_group as enum ('new', 'refurbished', 'used', 'collectible');
create type delivery_state as enum ('waiting', 'delivered', 'dead');
create type document_use as enum ('feed', 'feed_result', 'report');
create type import_phase as enum ('check', 'apply');
create type import_state as enum ('receiving', 'checking', 'checked', 'applying', 'applied', 'rolling_back', 'rolled_back', 'failed', 'stopping', 'stopped');
create type item_condition as enum ('new', 'refurbished', 'used_like_new', 'used_very_good', 'used_good', 'used_acceptable', 'collectible_like_new', 'collectible_very_good', 'collectible_good', 'collectible_acceptable');
create type listing_status as enum ('active', 'inactive');
create type party_role as enum ('buyer', 'seller', 'operator');
create type posting_kind as enum ('principal', 'shipping', 'referral_fee', 'referral_fee_credit', 'points_granted', 'points_returned', 'points_shortfall', 'points_vested', 'points_held', 'points_released', 'points_redeemed', 'points_restored', 'points_expired', 'points_clawed_back', 'refund_principal', 'refund_shipping', 'claim_principal', 'claim_shipping', 'chargeback_principal', 'chargeback_shipping', 'promotion', 'adjustment', 'disbursement');
create type pricing_step as enum ('match', 'amount', 'percentage');
create type pricing_target as enum ('featured', 'lowest');
create type processing_status as enum ('in_queue', 'in_progress', 'done', 'cancelled', 'fatal');
create type seller_event as enum ('registered', 'agreement_accepted', 'plan_changed', 'standing_changed', 'default_points_changed', 'provider_authorised', 'provider_revoked', 'bank_account_changed');
create type unit as enum ('JPY', 'PT');

-- sequences

create sequence event_id as bigint start 1 increment 1 cache 1;
create sequence listing_id as bigint start 1 increment 1 cache 1;
create sequence order_block as bigint start 1 increment 1 cache 1;
create sequence party_id as bigint start 1 increment 1 cache 1;

-- tables

create table access_token (
  id bigint generated always as identity not null,
  digest bytea not null,
  name text not null,
  role party_role not null,
  buyer_id bigint,
  seller_id bigint,
  provider_id bigint,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint access_token_pkey PRIMARY KEY (id),
  constraint access_token_digest_key UNIQUE (digest),
  constraint access_token_check CHECK ((role = 'buyer'::party_role) = (buyer_id IS NOT NULL)),
  constraint access_token_check1 CHECK ((role = 'seller'::party_role) = (seller_id IS NOT NULL)),
  constraint access_token_check2 CHECK (provider_id IS NULL OR role = 'seller'::party_role),
  constraint access_token_scopes_check CHECK (cardinality(scopes) > 0),
  constraint access_token_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES buyer(id),
  constraint access_token_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES service_provider(id),
  constraint access_token_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table access_token enable row level security;

create table app_change (
  seller_id bigint not null,
  id bigint generated always as identity not null,
  changed_by text not null,
  at timestamp with time zone not null,
  listings bigint[] not null,
  versions bigint[] not null,
  constraint app_change_pkey PRIMARY KEY (seller_id, id)
);
alter table app_change enable row level security;

create table app_client (
  provider_id bigint not null,
  client_id text not null,
  secret bytea not null,
  created_at timestamp with time zone not null,
  old_secret bytea,
  old_until timestamp with time zone,
  constraint app_client_pkey PRIMARY KEY (provider_id),
  constraint app_client_client_id_key UNIQUE (client_id),
  constraint app_client_check CHECK ((old_secret IS NULL) = (old_until IS NULL)),
  constraint app_client_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES service_provider(id)
);

create table app_code (
  digest bytea not null,
  seller_id bigint not null,
  provider_id bigint not null,
  redirect_uri text not null,
  expires_at timestamp with time zone not null,
  constraint app_code_pkey PRIMARY KEY (digest),
  constraint app_code_seller_id_provider_id_fkey FOREIGN KEY (seller_id, provider_id) REFERENCES seller_provider(seller_id, provider_id)
);

create table app_consent (
  digest bytea not null,
  seller_id bigint not null,
  provider_id bigint not null,
  created_at timestamp with time zone not null,
  constraint app_consent_pkey PRIMARY KEY (digest),
  constraint app_consent_seller_id_provider_id_fkey FOREIGN KEY (seller_id, provider_id) REFERENCES seller_provider(seller_id, provider_id)
);

create table app_request (
  seller_id bigint not null,
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  app text not null,
  app_name text not null,
  provider text,
  method text not null,
  path text not null,
  status integer not null,
  code text,
  ms integer not null,
  key text,
  body json,
  request text not null,
  constraint app_request_pkey PRIMARY KEY (seller_id, id)
);
alter table app_request enable row level security;

create table app_token (
  digest bytea not null,
  provider_id bigint not null,
  seller_id bigint,
  grantless text,
  restricted json,
  expires_at timestamp with time zone not null,
  constraint app_token_pkey PRIMARY KEY (digest),
  constraint app_token_check CHECK ((seller_id IS NULL) = (grantless IS NOT NULL)),
  constraint app_token_check1 CHECK (restricted IS NULL OR seller_id IS NOT NULL),
  constraint app_token_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES service_provider(id),
  constraint app_token_seller_id_provider_id_fkey FOREIGN KEY (seller_id, provider_id) REFERENCES seller_provider(seller_id, provider_id)
);

create table approval (
  id bigint generated always as identity not null,
  kind text not null,
  buyer_id bigint not null,
  points bigint not null,
  reason text not null,
  asked_by text not null,
  asked_for text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean,
  constraint approval_pkey PRIMARY KEY (id),
  constraint approval_check CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL)),
  constraint approval_check1 CHECK (decided_by <> asked_for),
  constraint approval_kind_check CHECK (kind = ANY (ARRAY['grant'::text, 'adjustment'::text])),
  constraint approval_points_check CHECK (points <> 0),
  constraint approval_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES buyer(id)
);
alter table approval enable row level security;

create table bank_account (
  seller_id bigint not null,
  bank bank_code not null,
  bank_name text not null,
  branch branch_code not null,
  branch_name text not null,
  kind text not null,
  number account_number not null,
  holder text not null,
  changed_at timestamp with time zone not null,
  constraint bank_account_pkey PRIMARY KEY (seller_id),
  constraint bank_account_kind_check CHECK (kind = ANY (ARRAY['ordinary'::text, 'current'::text, 'savings'::text]))
);
alter table bank_account enable row level security;

create table book (
  id bigint not null,
  version bigint default 0 not null,
  chain bytea default '\x00000000000000000000000000000000'::bytea not null,
  available bigint default 0 not null,
  unvested bigint default 0 not null,
  held bigint default 0 not null,
  lots json default '[]'::json not null,
  last_ordered_at timestamp with time zone,
  last_earned_at timestamp with time zone,
  grace_until timestamp with time zone,
  reminded_of timestamp with time zone,
  next_vest_at timestamp with time zone,
  matured_to timestamp with time zone,
  wake_at timestamp with time zone,
  constraint book_pkey PRIMARY KEY (id),
  constraint book_available_check CHECK (available >= 0),
  constraint book_held_check CHECK (held >= 0),
  constraint book_unvested_check CHECK (unvested >= 0)
) with (fillfactor=50);
alter table book enable row level security;

create table buyer (
  id bigint default nextval('party_id'::regclass) not null,
  reference text not null,
  name text,
  created_at timestamp with time zone not null,
  constraint buyer_pkey PRIMARY KEY (id),
  constraint buyer_reference_key UNIQUE (reference),
  constraint buyer_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64)
);

create table claim (
  buyer_id bigint not null,
  id bigint generated always as identity not null,
  order_id bigint not null,
  lines integer[],
  reason text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  granted boolean,
  answer text,
  constraint claim_pkey PRIMARY KEY (buyer_id, id),
  constraint claim_id_key UNIQUE (id),
  constraint claim_check CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (granted IS NULL))
);
alter table claim enable row level security;

create table closing (
  singleton boolean default true not null,
  closed_to timestamp with time zone not null,
  constraint closing_pkey PRIMARY KEY (singleton),
  constraint closing_singleton_check CHECK (singleton)
);

create table dead_letter (
  id bigint not null,
  topic text not null,
  book_id bigint,
  version bigint,
  order_id bigint,
  sellers bigint[],
  payload json,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  failed_at timestamp with time zone not null,
  error text not null,
  resent_at timestamp with time zone,
  reader text,
  event_id bigint,
  again boolean default false not null,
  constraint dead_letter_pkey PRIMARY KEY (id),
  constraint dead_letter_check CHECK ((reader IS NULL) = (event_id IS NULL))
);
alter table dead_letter enable row level security;

create table delivery (
  id bigint generated always as identity not null,
  notification_id text not null,
  subscription_id text not null,
  destination_id text not null,
  type text not null,
  thread text collate "C" not null,
  body json not null,
  aggregated boolean not null,
  state delivery_state default 'waiting'::delivery_state not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  answer text,
  event_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint delivery_pkey PRIMARY KEY (id)
) with (fillfactor=50);
alter table delivery enable row level security;

create table destination (
  id text not null,
  owner text not null,
  name text not null,
  kind text not null,
  resource json not null,
  secret text,
  failures integer default 0 not null,
  rest_until timestamp with time zone,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint destination_pkey PRIMARY KEY (id),
  constraint destination_check CHECK ((kind = 'webhook'::text) = (secret IS NOT NULL)),
  constraint destination_kind_check CHECK (kind = ANY (ARRAY['sqs'::text, 'event_bridge'::text, 'webhook'::text, 'listener'::text]))
);
alter table destination enable row level security;

create table document (
  seller_id bigint not null,
  id uuid not null,
  use document_use not null,
  content_type text not null,
  gzip boolean default false not null,
  restricted boolean default false not null,
  bytes bigint,
  source json,
  sealed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint document_pkey PRIMARY KEY (seller_id, id),
  constraint document_bytes_check CHECK (bytes >= 0),
  constraint document_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table document enable row level security;

create table document_link (
  digest bytea not null,
  seller_id bigint not null,
  document_id uuid not null,
  write boolean not null,
  expires_at timestamp with time zone not null,
  constraint document_link_pkey PRIMARY KEY (digest),
  constraint document_link_seller_id_document_id_fkey FOREIGN KEY (seller_id, document_id) REFERENCES document(seller_id, id) ON DELETE CASCADE
);
alter table document_link enable row level security;

create table document_part (
  seller_id bigint not null,
  document_id uuid not null,
  n integer not null,
  bytes bytea not null,
  constraint document_part_pkey PRIMARY KEY (seller_id, document_id, n),
  constraint document_part_seller_id_document_id_fkey FOREIGN KEY (seller_id, document_id) REFERENCES document(seller_id, id) ON DELETE CASCADE
);
alter table document_part enable row level security;

create table event (
  id bigint not null,
  type text not null,
  book_id bigint,
  version bigint,
  order_id bigint,
  payload json,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint event_pkey PRIMARY KEY (id)
);

create table event_reader (
  name text not null,
  event_id bigint not null,
  failures integer default 0 not null,
  constraint event_reader_pkey PRIMARY KEY (name)
);

create table event_seller (
  seller_id bigint not null,
  event_id bigint not null,
  constraint event_seller_pkey PRIMARY KEY (seller_id, event_id)
);
alter table event_seller enable row level security;

create table featured_change (
  asin text collate "C" not null,
  condition condition_group not null,
  n bigint not null,
  won_listing bigint,
  won_seller bigint,
  won json,
  lost_listing bigint,
  lost_seller bigint,
  lost json,
  event_at timestamp with time zone not null,
  marketplace text collate "C" not null,
  constraint featured_change_pkey PRIMARY KEY (asin, marketplace, condition, n)
);

create table feed (
  seller_id bigint not null,
  id bigint generated always as identity not null,
  type text not null,
  marketplaces text[] not null,
  options json not null,
  caller text not null,
  by text not null,
  input_id uuid not null,
  result_id uuid,
  status processing_status default 'in_queue'::processing_status not null,
  batches integer default 0 not null,
  rows bigint default 0 not null,
  accepted bigint default 0 not null,
  invalid bigint default 0 not null,
  warned bigint default 0 not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  failures integer default 0 not null,
  failed_at timestamp with time zone,
  constraint feed_pkey PRIMARY KEY (seller_id, id),
  constraint feed_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table feed enable row level security;

create table feed_issue (
  seller_id bigint not null,
  feed_id bigint not null,
  n bigint not null,
  batch integer not null,
  "row" bigint not null,
  sku text not null,
  warning boolean not null,
  code text not null,
  facts json not null,
  constraint feed_issue_pkey PRIMARY KEY (seller_id, feed_id, n),
  constraint feed_issue_seller_id_feed_id_fkey FOREIGN KEY (seller_id, feed_id) REFERENCES feed(seller_id, id)
);
alter table feed_issue enable row level security;

create table import_batch (
  import_id bigint not null,
  phase import_phase not null,
  n integer not null,
  counts json not null,
  refused bytea not null,
  listings bigint[] not null,
  versions bigint[] not null,
  undone json,
  last_sku text collate "C",
  constraint import_batch_pkey PRIMARY KEY (import_id, phase, n)
);
alter table import_batch enable row level security;

create table import_part (
  import_id bigint not null,
  n integer not null,
  bytes bytea not null,
  constraint import_part_pkey PRIMARY KEY (import_id, n)
);

create table inventory_preference (
  seller_id bigint not null,
  preferences json not null,
  changed_by text not null,
  event_at timestamp with time zone not null,
  constraint inventory_preference_pkey PRIMARY KEY (seller_id)
);

create table inventory_view (
  seller_id bigint not null,
  name text not null,
  view json not null,
  changed_by text not null,
  event_at timestamp with time zone not null,
  constraint inventory_view_pkey PRIMARY KEY (seller_id, name),
  constraint inventory_view_name_check CHECK (length(name) >= 1 AND length(name) <= 60)
);

create table journal (
  book_id bigint not null,
  version bigint not null,
  caller text not null,
  key text not null,
  fingerprint bytea not null,
  kind text not null,
  order_id bigint,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  outcome json not null,
  digest bytea not null,
  constraint journal_pkey PRIMARY KEY (book_id, version)
);
alter table journal enable row level security;

create table ledger_day (
  day date not null,
  debit account not null,
  credit account not null,
  kind posting_kind not null,
  amount bigint not null,
  constraint ledger_day_pkey PRIMARY KEY (day, debit, credit, kind),
  constraint ledger_day_amount_check CHECK (amount > 0)
);

create table ledger_rolled (
  singleton boolean default true not null,
  rolled_to timestamp with time zone not null,
  constraint ledger_rolled_pkey PRIMARY KEY (singleton),
  constraint ledger_rolled_singleton_check CHECK (singleton)
);

create table listing (
  id bigint default nextval('listing_id'::regclass) not null,
  seller_id bigint not null,
  sku text collate "C" not null,
  asin text collate "C" not null,
  condition item_condition not null,
  status listing_status not null,
  price bigint not null,
  shipping bigint not null,
  points_bps integer,
  points_amount bigint,
  points_of_price bigint,
  stock integer,
  version bigint default 1 not null,
  points_reset_at timestamp with time zone,
  points_reset_by text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint listing_pkey PRIMARY KEY (id),
  constraint listing_check CHECK (points_bps IS NULL OR points_amount IS NULL),
  constraint listing_check1 CHECK ((points_amount IS NULL) = (points_of_price IS NULL)),
  constraint listing_check2 CHECK ((points_reset_at IS NULL) = (points_reset_by IS NULL)),
  constraint listing_points_amount_check CHECK (points_amount > 0),
  constraint listing_points_bps_check CHECK (points_bps >= 0 AND points_bps <= 10000),
  constraint listing_points_of_price_check CHECK (points_of_price > 0),
  constraint listing_price_check CHECK (price > 0),
  constraint listing_shipping_check CHECK (shipping >= 0),
  constraint listing_sku_check CHECK (length(sku) >= 1 AND length(sku) <= 100),
  constraint listing_stock_check CHECK (stock >= 0)
) with (fillfactor=50);

create table listing_history (
  listing_id bigint not null,
  version bigint not null,
  changed_by text not null,
  source change_source not null,
  reason change_reason not null,
  price bigint not null,
  shipping bigint not null,
  points_bps integer,
  points_amount bigint,
  points_of_price bigint,
  stock integer,
  status listing_status not null,
  price_before bigint,
  shipping_before bigint,
  points_bps_before integer,
  points_amount_before bigint,
  points_of_price_before bigint,
  stock_before integer,
  status_before listing_status,
  policy_version integer not null,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint listing_history_pkey PRIMARY KEY (listing_id, version)
);

create table listing_import (
  id bigint generated always as identity not null,
  seller_id bigint not null,
  state import_state not null,
  name text not null,
  whole boolean not null,
  caller text not null,
  author text not null,
  source change_source not null,
  bytes bigint default 0 not null,
  rows integer default 0 not null,
  encoding text default 'utf-8'::text not null,
  attempts integer default 0 not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  change json,
  constraint listing_import_pkey PRIMARY KEY (id),
  constraint listing_import_encoding_check CHECK (encoding = ANY (ARRAY['utf-8'::text, 'shift_jis'::text])),
  constraint listing_import_name_check CHECK (length(name) >= 1 AND length(name) <= 200)
);
alter table listing_import enable row level security;

create table listing_search (
  seller_id bigint not null,
  sku text collate "C" not null,
  form text collate "C" not null,
  grams integer[] not null
);

create table notice (
  audience audience not null,
  recipient_id bigint not null,
  id bigint generated always as identity not null,
  kind text not null,
  facts json not null,
  event_id bigint not null,
  event_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (audience, recipient_id, id)
);
alter table notice enable row level security;

create table offer_change (
  asin text collate "C" not null,
  condition condition_group not null,
  n bigint not null,
  event_id bigint not null,
  policy_version integer not null,
  threshold bigint,
  total integer not null,
  eligible integer not null,
  offers json not null,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  marketplace text collate "C" not null,
  constraint offer_change_pkey PRIMARY KEY (asin, marketplace, condition, n)
);

create table offer_state (
  asin text collate "C" not null,
  condition condition_group not null,
  n bigint not null,
  digest bytea not null,
  featured bigint,
  marketplace text collate "C" not null,
  constraint offer_state_pkey PRIMARY KEY (asin, marketplace, condition)
) with (fillfactor=50);

create table operator_action (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  caller text not null,
  action text not null,
  target json not null,
  asked json,
  key text,
  status integer not null,
  code text,
  constraint operator_action_pkey PRIMARY KEY (id)
);
alter table operator_action enable row level security;

create table order_line (
  buyer_id bigint not null,
  order_id bigint not null,
  line smallint not null,
  seller_id bigint not null,
  sku text not null,
  asin text not null,
  category text,
  product_type text,
  quantity integer not null,
  price bigint not null,
  shipping bigint not null,
  points_per_unit bigint not null,
  fee_rate_bps integer not null,
  fee_minimum bigint not null,
  redeemed bigint not null,
  cancelled_quantity integer default 0 not null,
  shipped_quantity integer default 0 not null,
  released bigint default 0 not null,
  captured bigint default 0 not null,
  principal bigint default 0 not null,
  shipping_charged bigint default 0 not null,
  granted bigint default 0 not null,
  unvested bigint default 0 not null,
  vest_at timestamp with time zone,
  fee_charged bigint default 0 not null,
  fee_credited bigint default 0 not null,
  refunded_principal bigint default 0 not null,
  refunded_shipping bigint default 0 not null,
  points_due bigint default 0 not null,
  points_back bigint default 0 not null,
  placed_at timestamp with time zone not null,
  constraint order_line_pkey PRIMARY KEY (buyer_id, order_id, line),
  constraint order_line_check CHECK ((cancelled_quantity + shipped_quantity) <= quantity),
  constraint order_line_check1 CHECK ((released + captured) <= redeemed),
  constraint order_line_check2 CHECK (points_due <= granted AND points_back <= captured AND unvested <= granted),
  constraint order_line_check3 CHECK (refunded_principal <= principal AND refunded_shipping <= shipping_charged),
  constraint order_line_check4 CHECK (fee_credited <= fee_charged),
  constraint order_line_points_per_unit_check CHECK (points_per_unit >= 0),
  constraint order_line_price_check CHECK (price > 0),
  constraint order_line_quantity_check CHECK (quantity > 0),
  constraint order_line_shipping_check CHECK (shipping >= 0)
) with (fillfactor=50);
alter table order_line enable row level security;

create table order_recipient (
  buyer_id bigint not null,
  order_id bigint not null,
  name text not null,
  line_1 text not null,
  line_2 text,
  line_3 text,
  city text,
  prefecture text not null,
  postal_code text not null,
  country text default 'JP'::text not null,
  phone text,
  constraint order_recipient_pkey PRIMARY KEY (buyer_id, order_id),
  constraint order_recipient_buyer_id_order_id_fkey FOREIGN KEY (buyer_id, order_id) REFERENCES orders(buyer_id, id)
);
alter table order_recipient enable row level security;

create table orders (
  buyer_id bigint not null,
  id bigint not null,
  reference text not null,
  placed_at timestamp with time zone not null,
  policy_version integer not null,
  payment text not null,
  total bigint not null,
  redeemed bigint not null,
  lots json default '[]'::json not null,
  lots_back bigint default 0 not null,
  constraint orders_pkey PRIMARY KEY (buyer_id, id),
  constraint orders_reference_key UNIQUE (reference),
  constraint orders_payment_check CHECK (payment = ANY (ARRAY['prepaid'::text, 'cod'::text])),
  constraint orders_redeemed_check CHECK (redeemed >= 0),
  constraint orders_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64),
  constraint orders_total_check CHECK (total > 0)
);
alter table orders enable row level security;

create table outbox (
  id bigint generated always as identity not null,
  topic text not null,
  book_id bigint,
  version bigint,
  payload json,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  order_id bigint,
  sellers bigint[],
  constraint outbox_pkey PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=50000);

create table payer (
  singleton boolean default true not null,
  code text not null,
  name text not null,
  bank bank_code not null,
  bank_name text not null,
  branch branch_code not null,
  branch_name text not null,
  kind text not null,
  number account_number not null,
  changed_at timestamp with time zone not null,
  constraint payer_pkey PRIMARY KEY (singleton),
  constraint payer_code_check CHECK (code ~ '^[0-9]{10}$'::text),
  constraint payer_kind_check CHECK (kind = ANY (ARRAY['ordinary'::text, 'current'::text])),
  constraint payer_singleton_check CHECK (singleton)
);
alter table payer enable row level security;

create table person (
  id bigint generated always as identity not null,
  login text not null,
  name text not null,
  role party_role not null,
  buyer_id bigint,
  seller_id bigint,
  password text not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_login_key UNIQUE (login),
  constraint person_check CHECK ((role = 'buyer'::party_role) = (buyer_id IS NOT NULL)),
  constraint person_check1 CHECK ((role = 'seller'::party_role) = (seller_id IS NOT NULL)),
  constraint person_login_check CHECK (login = lower(login) AND length(login) >= 3 AND length(login) <= 200),
  constraint person_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES buyer(id),
  constraint person_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table person enable row level security;

create table policy (
  version integer not null,
  name text not null,
  announced_at timestamp with time zone not null,
  effective_from timestamp with time zone not null,
  terms jsonb not null,
  name_en text,
  message jsonb,
  constraint policy_pkey PRIMARY KEY (version),
  constraint policy_effective_from_key UNIQUE (effective_from)
);

create table policy_outlook (
  version integer not null,
  books_to bigint default 0 not null,
  books_done boolean default false not null,
  said_in_force boolean default false not null,
  constraint policy_outlook_pkey PRIMARY KEY (version)
);

create table posting (
  book_id bigint not null,
  version bigint not null,
  n smallint not null,
  debit account not null,
  credit account not null,
  unit unit not null,
  amount bigint not null,
  kind posting_kind not null,
  seller_id bigint,
  order_id bigint,
  line smallint,
  policy_version integer not null,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint posting_pkey PRIMARY KEY (book_id, version, n),
  constraint posting_amount_check CHECK (amount > 0),
  constraint posting_check CHECK (debit <> credit),
  constraint posting_check1 CHECK ((unit = 'PT'::unit) = (debit >= 'issued'::account) AND (unit = 'PT'::unit) = (credit >= 'issued'::account)),
  constraint posting_check2 CHECK ((seller_id IS NOT NULL) = (debit = 'seller_proceeds'::account OR credit = 'seller_proceeds'::account))
);
alter table posting enable row level security;

create table pricing_decision (
  listing_id bigint not null,
  id bigint generated always as identity not null,
  rule_version bigint not null,
  what text not null,
  because text not null,
  facts json not null,
  price_before bigint,
  price bigint,
  lowered boolean not null,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint pricing_decision_pkey PRIMARY KEY (listing_id, id),
  constraint pricing_decision_what_check CHECK (what = ANY (ARRAY['set'::text, 'changed'::text, 'held'::text, 'undone'::text]))
);
alter table pricing_decision enable row level security;

create table pricing_rule (
  listing_id bigint not null,
  seller_id bigint not null,
  sku text collate "C" not null,
  target pricing_target not null,
  step_by pricing_step not null,
  step bigint not null,
  floor bigint not null,
  ceiling bigint not null,
  enabled boolean not null,
  version bigint default 1 not null,
  changed_by text not null,
  because text,
  wake_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint pricing_rule_pkey PRIMARY KEY (listing_id),
  constraint pricing_rule_check CHECK (floor <= ceiling),
  constraint pricing_rule_floor_check CHECK (floor > 0),
  constraint pricing_rule_step_check CHECK (step >= 0)
) with (fillfactor=70);
alter table pricing_rule enable row level security;

create table product (
  asin text collate "C" not null,
  title_ja text not null,
  title_en text,
  brand text,
  category text,
  product_type text,
  image text,
  search text not null,
  grams integer[] not null,
  version bigint default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (asin),
  constraint product_asin_check CHECK (length(asin) >= 1 AND length(asin) <= 40)
);

create table reference_price (
  asin text collate "C" not null,
  price bigint not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint reference_price_pkey PRIMARY KEY (asin),
  constraint reference_price_price_check CHECK (price > 0)
);

create table report (
  seller_id bigint not null,
  id bigint generated always as identity not null,
  type text not null,
  marketplaces text[] not null,
  options json not null,
  data_start timestamp with time zone,
  data_end timestamp with time zone,
  schedule_id bigint,
  period integer,
  document_id uuid,
  status processing_status default 'in_queue'::processing_status not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  failures integer default 0 not null,
  failed_at timestamp with time zone,
  constraint report_pkey PRIMARY KEY (seller_id, id),
  constraint report_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table report enable row level security;

create table report_schedule (
  seller_id bigint not null,
  id bigint generated always as identity not null,
  type text not null,
  marketplaces text[] not null,
  options json not null,
  period text not null,
  next_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  constraint report_schedule_pkey PRIMARY KEY (seller_id, id),
  constraint report_schedule_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);
alter table report_schedule enable row level security;

create table request (
  caller text not null,
  key text not null,
  fingerprint bytea not null,
  answer json not null,
  recorded_at timestamp with time zone not null,
  constraint request_pkey PRIMARY KEY (caller, key)
);

create table run (
  id bigint generated always as identity not null,
  kind text not null,
  asked_by text not null,
  started_at timestamp with time zone not null,
  progress json,
  finished_at timestamp with time zone,
  result json,
  constraint run_pkey PRIMARY KEY (id),
  constraint run_check CHECK ((finished_at IS NULL) = (result IS NULL)),
  constraint run_kind_check CHECK (kind = ANY (ARRAY['verification'::text, 'settlement'::text]))
);

create table sandbox_clock (
  singleton boolean default true not null,
  ahead_ms bigint not null,
  constraint sandbox_clock_pkey PRIMARY KEY (singleton),
  constraint sandbox_clock_singleton_check CHECK (singleton)
);

create table sandbox_failure (
  id bigint generated always as identity not null,
  operation text not null,
  answer text not null,
  seller_id bigint,
  remaining integer not null,
  created_at timestamp with time zone not null,
  constraint sandbox_failure_pkey PRIMARY KEY (id),
  constraint sandbox_failure_answer_check CHECK (answer = ANY (ARRAY['429'::text, '500'::text, '503'::text, 'never'::text])),
  constraint sandbox_failure_remaining_check CHECK (remaining >= 0),
  constraint sandbox_failure_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES seller(id)
);

create table sandbox_switch (
  singleton boolean default true not null,
  throttling boolean default true not null,
  points_fee boolean default false not null,
  constraint sandbox_switch_pkey PRIMARY KEY (singleton),
  constraint sandbox_switch_singleton_check CHECK (singleton)
);

create table seller (
  id bigint default nextval('party_id'::regclass) not null,
  reference text not null,
  name text not null,
  plan text not null,
  standing text default 'good'::text not null,
  marketplace text not null,
  agreement_version integer,
  agreed_at timestamp with time zone,
  agreed_by text,
  default_points_bps integer,
  created_at timestamp with time zone not null,
  constraint seller_pkey PRIMARY KEY (id),
  constraint seller_reference_key UNIQUE (reference),
  constraint seller_default_points_bps_check CHECK (default_points_bps >= 0 AND default_points_bps <= 10000),
  constraint seller_plan_check CHECK (plan = ANY (ARRAY['professional'::text, 'individual'::text])),
  constraint seller_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64),
  constraint seller_standing_check CHECK (standing = ANY (ARRAY['good'::text, 'at_risk'::text, 'suspended'::text]))
);

create table seller_history (
  seller_id bigint not null,
  n bigint generated always as identity not null,
  what seller_event not null,
  caller text not null,
  facts json not null,
  event_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint seller_history_pkey PRIMARY KEY (seller_id, n)
);
alter table seller_history enable row level security;

create table seller_provider (
  seller_id bigint not null,
  provider_id bigint not null,
  scopes text[] not null,
  authorised_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint seller_provider_pkey PRIMARY KEY (seller_id, provider_id),
  constraint seller_provider_scopes_check CHECK (cardinality(scopes) > 0)
);

create table service_provider (
  id bigint generated always as identity not null,
  reference text not null,
  name text not null,
  supports_points boolean not null,
  created_at timestamp with time zone not null,
  application_id text not null,
  redirect_uris text[] default '{}'::text[] not null,
  constraint service_provider_pkey PRIMARY KEY (id),
  constraint service_provider_application_id_key UNIQUE (application_id),
  constraint service_provider_reference_key UNIQUE (reference),
  constraint service_provider_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64)
);

create table session (
  digest bytea not null,
  person_id bigint not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (digest),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
alter table session enable row level security;

create table settlement (
  period integer not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  policy_version integer not null,
  sellers integer not null,
  disbursed bigint not null,
  constraint settlement_pkey PRIMARY KEY (period),
  constraint settlement_check CHECK (start_at < end_at)
);

create table statement (
  seller_id bigint not null,
  period integer not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  policy_version integer not null,
  version bigint not null,
  opening bigint not null,
  principal bigint not null,
  shipping bigint not null,
  points_granted bigint not null,
  points_returned bigint not null,
  referral_fee bigint not null,
  referral_fee_credit bigint not null,
  refunds bigint not null,
  claims bigint not null,
  chargebacks bigint not null,
  adjustments bigint not null,
  net bigint not null,
  reserve bigint not null,
  disbursement bigint not null,
  closing bigint not null,
  constraint statement_pkey PRIMARY KEY (seller_id, period),
  constraint statement_check CHECK (start_at < end_at),
  constraint statement_check1 CHECK (net = (principal + shipping + points_granted + points_returned + referral_fee + referral_fee_credit + refunds + claims + chargebacks + adjustments)),
  constraint statement_check2 CHECK (closing = (opening + net - disbursement)),
  constraint statement_check3 CHECK (disbursement = 0 OR closing >= 0),
  constraint statement_disbursement_check CHECK (disbursement >= 0),
  constraint statement_reserve_check CHECK (reserve >= 0)
);
alter table statement enable row level security;

create table subscription (
  id text not null,
  owner text not null,
  type text not null,
  seller_id bigint,
  destination_id text not null,
  payload_version text not null,
  directive json,
  aggregation_ms integer,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint subscription_pkey PRIMARY KEY (id),
  constraint subscription_aggregation_ms_check CHECK (aggregation_ms > 0),
  constraint subscription_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destination(id)
);
alter table subscription enable row level security;


-- indexes

CREATE INDEX access_token_owner ON public.access_token USING btree (role, seller_id, buyer_id);
CREATE INDEX app_change_by ON public.app_change USING btree (seller_id, changed_by, id);
CREATE INDEX app_code_seller ON public.app_code USING btree (seller_id, provider_id);
CREATE INDEX app_consent_seller ON public.app_consent USING btree (seller_id, provider_id);
CREATE INDEX app_request_at ON public.app_request USING brin (at);
CREATE INDEX app_token_expiry ON public.app_token USING btree (expires_at);
CREATE INDEX approval_waiting ON public.approval USING btree (id) WHERE (decided_at IS NULL);
CREATE INDEX book_wake ON public.book USING btree (wake_at, id) WHERE (wake_at IS NOT NULL);
CREATE UNIQUE INDEX claim_open ON public.claim USING btree (buyer_id, order_id) WHERE (decided_at IS NULL);
CREATE INDEX claim_waiting ON public.claim USING btree (id) WHERE (decided_at IS NULL);
CREATE INDEX dead_letter_again ON public.dead_letter USING btree (reader, id) WHERE again;
CREATE INDEX dead_letter_waiting ON public.dead_letter USING btree (id) WHERE (resent_at IS NULL);
CREATE UNIQUE INDEX delivery_aggregated ON public.delivery USING btree (thread, due_at) WHERE (aggregated AND (state = 'waiting'::delivery_state) AND (attempts = 0));
CREATE INDEX delivery_created ON public.delivery USING brin (created_at);
CREATE INDEX delivery_subscription ON public.delivery USING btree (subscription_id, id);
CREATE INDEX delivery_thread ON public.delivery USING btree (destination_id, thread, id) WHERE (state = 'waiting'::delivery_state);
CREATE INDEX delivery_waiting ON public.delivery USING btree (destination_id, id) WHERE (state = 'waiting'::delivery_state);
CREATE INDEX destination_owner ON public.destination USING btree (owner) WHERE (deleted_at IS NULL);
CREATE INDEX document_age ON public.document USING btree (created_at);
CREATE INDEX document_link_age ON public.document_link USING btree (expires_at);
CREATE INDEX event_book ON public.event USING btree (book_id, id) WHERE (book_id IS NOT NULL);
CREATE INDEX event_seller_event ON public.event_seller USING btree (event_id);
CREATE INDEX featured_change_won ON public.featured_change USING btree (won_seller, won_listing) WHERE (won_seller IS NOT NULL);
CREATE INDEX feed_waiting ON public.feed USING btree (created_at) WHERE (status = ANY (ARRAY['in_queue'::processing_status, 'in_progress'::processing_status]));
CREATE UNIQUE INDEX journal_key ON public.journal USING btree (key, caller);
CREATE INDEX listing_import_due ON public.listing_import USING btree (id) WHERE (state = ANY (ARRAY['checking'::import_state, 'applying'::import_state, 'rolling_back'::import_state]));
CREATE INDEX listing_import_seller ON public.listing_import USING btree (seller_id, id);
CREATE INDEX listing_inactive ON public.listing USING btree (seller_id, sku) WHERE (status = 'inactive'::listing_status);
CREATE INDEX listing_offers ON public.listing USING btree (asin, seller_id);
CREATE INDEX listing_points_reset ON public.listing USING btree (seller_id, sku) WHERE (points_reset_at IS NOT NULL);
CREATE INDEX listing_price ON public.listing USING btree (seller_id, price, sku);
CREATE INDEX listing_search_grams ON public.listing_search USING gin (grams) WITH (gin_pending_list_limit='16384');
CREATE UNIQUE INDEX listing_sku ON public.listing USING btree (seller_id, sku);
CREATE INDEX notice_unread ON public.notice USING btree (audience, recipient_id) WHERE (read_at IS NULL);
CREATE INDEX offer_change_recorded ON public.offer_change USING brin (recorded_at);
CREATE INDEX operator_action_caller ON public.operator_action USING btree (caller, id);
CREATE INDEX order_line_seller ON public.order_line USING btree (seller_id, placed_at, order_id);
CREATE INDEX orders_id ON public.orders USING btree (id);
CREATE INDEX posting_recorded ON public.posting USING brin (recorded_at) WITH (pages_per_range='32');
CREATE INDEX posting_reversals ON public.posting USING btree (seller_id, recorded_at) WHERE (kind = ANY (ARRAY['claim_principal'::posting_kind, 'claim_shipping'::posting_kind, 'chargeback_principal'::posting_kind, 'chargeback_shipping'::posting_kind]));
CREATE INDEX posting_seller ON public.posting USING btree (seller_id, recorded_at) WHERE (seller_id IS NOT NULL);
CREATE INDEX pricing_decision_lowered ON public.pricing_decision USING btree (listing_id, id) WHERE lowered;
CREATE UNIQUE INDEX pricing_rule_sku ON public.pricing_rule USING btree (seller_id, sku);
CREATE INDEX pricing_rule_wake ON public.pricing_rule USING btree (wake_at) WHERE (wake_at IS NOT NULL);
CREATE INDEX product_grams ON public.product USING gin (grams);
CREATE UNIQUE INDEX report_period ON public.report USING btree (seller_id, type, period) WHERE (period IS NOT NULL);
CREATE INDEX report_schedule_due ON public.report_schedule USING btree (next_at) WHERE (cancelled_at IS NULL);
CREATE UNIQUE INDEX report_schedule_type ON public.report_schedule USING btree (seller_id, type) WHERE (cancelled_at IS NULL);
CREATE INDEX report_waiting ON public.report USING btree (created_at) WHERE (status = ANY (ARRAY['in_queue'::processing_status, 'in_progress'::processing_status]));
CREATE INDEX run_kind ON public.run USING btree (kind, id);
CREATE INDEX sandbox_failure_waiting ON public.sandbox_failure USING btree (operation, id) WHERE (remaining > 0);
CREATE INDEX seller_provider_provider ON public.seller_provider USING btree (provider_id);
CREATE INDEX session_person ON public.session USING btree (person_id);
CREATE INDEX statement_period ON public.statement USING btree (period, seller_id);
CREATE INDEX subscription_destination ON public.subscription USING btree (destination_id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX subscription_one ON public.subscription USING btree (type, owner, payload_version, seller_id) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);
CREATE INDEX subscription_seller ON public.subscription USING btree (seller_id, type) WHERE (deleted_at IS NULL);

-- functions

CREATE OR REPLACE FUNCTION public.forget_events(before timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare upto bigint; gone int;
begin
  perform set_config('tamaru.forgetting', 'on', true);
  select coalesce(min(id) filter (where recorded_at >= before) - 1, max(id)) into upto
    from (select id, recorded_at from event order by id limit most) e;
  delete from event_seller where event_id <= upto;
  delete from event where id <= upto;
  get diagnostics gone = row_count;
  perform set_config('tamaru.forgetting', 'off', true);
  return gone;
end $function$
;

CREATE OR REPLACE FUNCTION public.forget_offers(before timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare gone int;
begin
  perform set_config('tamaru.forgetting', 'on', true);
  delete from offer_change c using (
      select o.asin, o.marketplace, o.condition, o.n from offer_change o join offer_state s
        on s.asin = o.asin and s.marketplace = o.marketplace and s.condition = o.condition
      where o.recorded_at < before and o.n < s.n limit most) as old
    where c.asin = old.asin and c.marketplace = old.marketplace and c.condition = old.condition
      and c.n = old.n;
  get diagnostics gone = row_count;
  perform set_config('tamaru.forgetting', 'off', true);
  return gone;
end $function$
;

CREATE OR REPLACE FUNCTION public.must(holds boolean, otherwise text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if holds is not true then
    raise exception 'something a batch relied on is not so' using errcode = otherwise;
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unless_forgetting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('tamaru.forgetting', true) = 'on' then return null; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.require_backing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'person' then perform pg_notify('access', 'person:' || new.id);
  elsif tg_table_name = 'session' then perform pg_notify('access', 'person:' || old.person_id);
  elsif tg_table_name = 'access_token' then perform pg_notify('access', 'app:' || new.id);
  else perform pg_notify('access', 'all');
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.wall_buyer()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select substring(current_setting('tamaru.wall', true) from '^buyer:(\d+)$')::bigint $function$
;

CREATE OR REPLACE FUNCTION public.wall_open()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('tamaru.wall', true), '') = '' $function$
;

CREATE OR REPLACE FUNCTION public.wall_seller()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select substring(current_setting('tamaru.wall', true) from '^seller:(\d+)$')::bigint $function$
;


-- triggers

CREATE TRIGGER token_told AFTER UPDATE ON access_token FOR EACH ROW EXECUTE FUNCTION tell_access();
CREATE TRIGGER app_change_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON app_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER app_client_told AFTER UPDATE ON app_client FOR EACH ROW EXECUTE FUNCTION tell_access();
CREATE TRIGGER event_append_only BEFORE UPDATE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_kept BEFORE DELETE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_forgetting();
CREATE TRIGGER event_seller_append_only BEFORE UPDATE OR TRUNCATE ON event_seller FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_seller_kept BEFORE DELETE ON event_seller FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_forgetting();
CREATE TRIGGER featured_change_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON featured_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER listing_history_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON listing_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER offer_change_append_only BEFORE UPDATE OR TRUNCATE ON offer_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER offer_change_kept BEFORE DELETE ON offer_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_forgetting();
CREATE TRIGGER operator_action_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON operator_action FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER person_told AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION tell_access();
CREATE TRIGGER policy_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_backed AFTER INSERT ON posting REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION require_backing();
CREATE TRIGGER pricing_decision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON pricing_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seller_history_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON seller_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER provider_told AFTER UPDATE ON seller_provider FOR EACH ROW WHEN (old.revoked_at IS DISTINCT FROM new.revoked_at OR old.scopes IS DISTINCT FROM new.scopes) EXECUTE FUNCTION tell_access();
CREATE TRIGGER session_told AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION tell_access();
CREATE TRIGGER settlement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON settlement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- policies

create policy wall on access_token as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)))) with check (true);
create policy wall on app_change as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on app_request as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on approval as permissive for all to public using (( SELECT wall_open() AS wall_open)) with check (true);
create policy wall on bank_account as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on book as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (id = ( SELECT wall_buyer() AS wall_buyer)))) with check (true);
create policy wall on claim as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)) OR (EXISTS ( SELECT
   FROM order_line l
  WHERE ((l.buyer_id = claim.buyer_id) AND (l.order_id = claim.order_id)))))) with check (true);
create policy wall on dead_letter as permissive for all to public using (( SELECT wall_open() AS wall_open)) with check (true);
create policy wall on delivery as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (EXISTS ( SELECT
   FROM subscription u
  WHERE (u.id = delivery.subscription_id))))) with check (true);
create policy wall on destination as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (owner = ('seller:'::text || ( SELECT wall_seller() AS wall_seller))))) with check (true);
create policy wall on document as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on document_link as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on document_part as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on event_seller as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on feed as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on feed_issue as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on import_batch as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (EXISTS ( SELECT
   FROM listing_import i
  WHERE (i.id = import_batch.import_id))))) with check (true);
create policy wall on journal as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (book_id = ANY (ARRAY[( SELECT wall_buyer() AS wall_buyer), ( SELECT wall_seller() AS wall_seller)])) OR (EXISTS ( SELECT
   FROM order_line l
  WHERE ((l.buyer_id = journal.book_id) AND (l.order_id = journal.order_id)))))) with check (true);
create policy wall on listing_import as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on notice as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR ((audience = 'buyer'::audience) AND (recipient_id = ( SELECT wall_buyer() AS wall_buyer))) OR ((audience = 'seller'::audience) AND (recipient_id = ( SELECT wall_seller() AS wall_seller))))) with check (true);
create policy wall on operator_action as permissive for all to public using (( SELECT wall_open() AS wall_open)) with check (true);
create policy wall on order_line as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on order_recipient as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)) OR (EXISTS ( SELECT
   FROM order_line l
  WHERE ((l.buyer_id = order_recipient.buyer_id) AND (l.order_id = order_recipient.order_id)))))) with check (true);
create policy wall on orders as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)) OR (EXISTS ( SELECT
   FROM order_line l
  WHERE ((l.buyer_id = orders.buyer_id) AND (l.order_id = orders.id)))))) with check (true);
create policy wall on payer as permissive for all to public using (( SELECT wall_open() AS wall_open)) with check (true);
create policy wall on person as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)) OR (buyer_id = ( SELECT wall_buyer() AS wall_buyer)))) with check (true);
create policy wall on posting as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (book_id = ( SELECT wall_buyer() AS wall_buyer)) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on pricing_decision as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (EXISTS ( SELECT
   FROM listing l
  WHERE ((l.id = pricing_decision.listing_id) AND (l.seller_id = ( SELECT wall_seller() AS wall_seller))))))) with check (true);
create policy wall on pricing_rule as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on report as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on report_schedule as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on seller_history as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on session as permissive for all to public using (( SELECT wall_open() AS wall_open)) with check (true);
create policy wall on statement as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);
create policy wall on subscription as permissive for all to public using ((( SELECT wall_open() AS wall_open) OR (seller_id = ( SELECT wall_seller() AS wall_seller)))) with check (true);

-- grants on the schema

grant usage on schema public to public;
grant usage on schema public to tamaru_app;

-- grants on tables and sequences

grant insert, select, update on table access_token to tamaru_app;
grant usage on table access_token_id_seq to tamaru_app;
grant insert, select on table app_change to tamaru_app;
grant insert, select, update on table app_client to tamaru_app;
grant delete, insert, select on table app_code to tamaru_app;
grant delete, insert, select on table app_consent to tamaru_app;
grant delete, insert, select on table app_request to tamaru_app;
grant usage on table app_request_id_seq to tamaru_app;
grant delete, insert, select on table app_token to tamaru_app;
grant insert, select, update on table approval to tamaru_app;
grant usage on table approval_id_seq to tamaru_app;
grant insert, select, update on table bank_account to tamaru_app;
grant insert, select, update on table book to tamaru_app;
grant insert, select, update on table buyer to tamaru_app;
grant insert, select, update on table claim to tamaru_app;
grant usage on table claim_id_seq to tamaru_app;
grant insert, select, update on table closing to tamaru_app;
grant insert, select, update on table dead_letter to tamaru_app;
grant delete, insert, select, update on table delivery to tamaru_app;
grant usage on table delivery_id_seq to tamaru_app;
grant insert, select, update on table destination to tamaru_app;
grant delete, insert, select, update on table document to tamaru_app;
grant delete, insert, select, update on table document_link to tamaru_app;
grant delete, insert, select, update on table document_part to tamaru_app;
grant insert, select on table event to tamaru_app;
grant usage on table event_id to tamaru_app;
grant insert, select, update on table event_reader to tamaru_app;
grant insert, select on table event_seller to tamaru_app;
grant insert, select on table featured_change to tamaru_app;
grant insert, select, update on table feed to tamaru_app;
grant usage on table feed_id_seq to tamaru_app;
grant delete, insert, select, update on table feed_issue to tamaru_app;
grant delete, insert, select, update on table import_batch to tamaru_app;
grant delete, insert, select, update on table import_part to tamaru_app;
grant insert, select, update on table inventory_preference to tamaru_app;
grant delete, insert, select, update on table inventory_view to tamaru_app;
grant insert, select on table journal to tamaru_app;
grant insert, select, update on table ledger_day to tamaru_app;
grant insert, select, update on table ledger_rolled to tamaru_app;
grant insert, select, update on table listing to tamaru_app;
grant insert, select on table listing_history to tamaru_app;
grant usage on table listing_id to tamaru_app;
grant delete, insert, select, update on table listing_import to tamaru_app;
grant usage on table listing_import_id_seq to tamaru_app;
grant insert, select on table listing_search to tamaru_app;
grant delete, insert, select on table notice to tamaru_app;
grant usage on table notice_id_seq to tamaru_app;
grant insert, select on table offer_change to tamaru_app;
grant insert, select, update on table offer_state to tamaru_app;
grant insert, select on table operator_action to tamaru_app;
grant usage on table operator_action_id_seq to tamaru_app;
grant usage on table order_block to tamaru_app;
grant insert, select, update on table order_line to tamaru_app;
grant delete, insert, select, update on table order_recipient to tamaru_app;
grant insert, select, update on table orders to tamaru_app;
grant delete, insert, select on table outbox to tamaru_app;
grant usage on table outbox_id_seq to tamaru_app;
grant usage on table party_id to tamaru_app;
grant insert, select, update on table payer to tamaru_app;
grant insert, select, update on table person to tamaru_app;
grant usage on table person_id_seq to tamaru_app;
grant insert, select on table policy to tamaru_app;
grant insert, select, update on table policy_outlook to tamaru_app;
grant insert, select on table posting to tamaru_app;
grant insert, select on table pricing_decision to tamaru_app;
grant usage on table pricing_decision_id_seq to tamaru_app;
grant delete, insert, select, update on table pricing_rule to tamaru_app;
grant insert, select, update on table product to tamaru_app;
grant delete, insert, select, update on table reference_price to tamaru_app;
grant insert, select, update on table report to tamaru_app;
grant usage on table report_id_seq to tamaru_app;
grant insert, select, update on table report_schedule to tamaru_app;
grant usage on table report_schedule_id_seq to tamaru_app;
grant insert, select on table request to tamaru_app;
grant insert, select, update on table run to tamaru_app;
grant usage on table run_id_seq to tamaru_app;
grant insert, select, update on table sandbox_clock to tamaru_app;
grant delete, insert, select, update on table sandbox_failure to tamaru_app;
grant usage on table sandbox_failure_id_seq to tamaru_app;
grant insert, select, update on table sandbox_switch to tamaru_app;
grant insert, select, update on table seller to tamaru_app;
grant insert, select on table seller_history to tamaru_app;
grant usage on table seller_history_n_seq to tamaru_app;
grant insert, select, update on table seller_provider to tamaru_app;
grant insert, select, update on table service_provider to tamaru_app;
grant usage on table service_provider_id_seq to tamaru_app;
grant delete, insert, select on table session to tamaru_app;
grant insert, select on table settlement to tamaru_app;
grant insert, select on table statement to tamaru_app;
grant insert, select, update on table subscription to tamaru_app;

-- grants on columns

grant update on column notice.read_at to tamaru_app;

-- grants on functions

grant execute on function forget_events(timestamp with time zone,integer) to tamaru_app;
grant execute on function forget_offers(timestamp with time zone,integer) to tamaru_app;

-- comments

comment on column access_token.digest is 'SHA-256 of the token, which is shown once and kept nowhere';
comment on column access_token.provider_id is 'The service provider that holds it: good while the seller authorises it';
comment on table app_change is 'Which changes of listings an app made together; append-only';
comment on column app_change.versions is 'Beside each of listings the version that the change made';
comment on table app_client is 'How a service provider''s program proves that it is the provider''s';
comment on column app_client.secret is 'SHA-256 of the client secret, which is shown once and kept nowhere';
comment on column app_client.old_secret is 'The one before the rotation, good until old_until of the machine''s time';
comment on table app_code is 'Codes for a refresh token: good once, for five minutes of the machine''s time';
comment on table app_consent is 'Refresh tokens: good while the seller authorises the provider, gone when it ends that';
comment on column app_request.code is 'The code of the problem that was answered';
comment on column app_request.body is 'What was sent, without secrets; null for none, or too much of it';
comment on table app_token is 'Access tokens of an hour; what has expired for a day is deleted';
comment on column app_token.grantless is 'The scope of a token that acts for no seller';
comment on column app_token.restricted is 'The only requests a restricted data token is good for';
comment on column approval.asked_for is 'The person behind the asking: themselves, or who made the app';
comment on column bank_account.holder is 'In the signs that banks exchange: half-width kana, capitals';
comment on column book.version is 'Commands that changed this book, counted: the journal has 1 … version';
comment on column book.chain is 'Digest of the newest journal row; each row''s digest covers the one before';
comment on column book.wake_at is 'No later than the next moment at which time alone changes this book';
comment on table buyer is 'A buyer; reference is the operator''s own id, id is ours';
comment on table claim is 'A guarantee claim that a buyer asked for; the money of a granted one is in the journal';
comment on column claim.lines is 'Lines of the order that it is about; null: all of them';
comment on table dead_letter is 'Rows of the outbox that could not be relayed, so that others need not wait for them';
comment on column dead_letter.resent_at is 'When it was put into the outbox again';
comment on column dead_letter.reader is 'What could not take the event in; null: it could not be relayed';
comment on column dead_letter.again is 'Whether the reader is to try it again';
comment on column delivery.thread is 'Notifications of one thread are sent in order: one product, one order';
comment on column delivery.answer is 'What came of the last attempt';
comment on column destination.owner is 'provider:…, seller:… or operator: who made it and may use it';
comment on column destination.secret is 'What a webhook''s notifications are signed with';
comment on column destination.rest_until is 'It gave no answer; nothing is sent to it until then';
comment on column document.restricted is 'Holds what only a restricted data token may read';
comment on column document.bytes is 'As stored; null until all of it is there';
comment on column document.source is 'What it is made from whenever it is read; null: its parts';
comment on column document.sealed_at is 'From then on nothing is written to it any more';
comment on column document_link.digest is 'SHA-256 of the secret in the address; the secret itself is nowhere';
comment on column document_link.expires_at is 'By the machine''s time: a sandbox clock that jumps ends none';
comment on table event is 'What happened, in the order it was relayed: ids grow with commits';
comment on column event.payload is 'Null for a command: its outcome is in the journal';
comment on column event_reader.event_id is 'The last event whose effects are there';
comment on column event_reader.failures is 'Tries in a row of the event after the last one';
comment on table featured_change is 'Who became the featured offer, instead of whom, and why; append-only';
comment on column featured_change.n is 'The change of offers that brought it about';
comment on column feed.by is 'Who history names for its changes: a service provider, or the caller';
comment on column feed.batches is 'Batches of rows that are written: a feed that was cut off goes on after them';
comment on column feed.failed_at is 'When it last failed of itself; null when it never has';
comment on table feed_issue is 'What was wrong with rows, until the processing report is written';
comment on table import_batch is 'What became of some thousand rows of a file';
comment on column import_batch.refused is 'The refused rows as they were, each with its reason';
comment on column import_batch.listings is 'Listings that were written, and beside them their versions';
comment on column import_batch.undone is 'What a rollback of the batch restored and what it left';
comment on column import_batch.last_sku is 'Of a change over a filter: the next batch begins after this SKU; null after the last';
comment on table import_part is 'The uploaded bytes, piece by piece';
comment on table inventory_preference is 'How a seller sees its inventory: the default of all its people';
comment on table inventory_view is 'Filters and orders of an inventory that a seller gave a name';
comment on table journal is 'Accepted commands, append-only; refused ones leave no trace';
comment on table ledger_day is 'Postings summed by the day in Tokyo on which they happened';
comment on table ledger_rolled is 'What was recorded before rolled_to is in ledger_day, the rest is not';
comment on column listing.points_bps is 'Hundredths of a percent of the price; 0: none, whatever the account default';
comment on column listing.points_amount is 'Points of one unit at points_of_price; with neither, the account default';
comment on column listing.stock is 'Units left to sell; null: not counted';
comment on column listing.version is 'Changes by people and programs, counted; sales take stock without one';
comment on table listing_import is 'A file that a seller uploaded, and how far it has come';
comment on column listing_import.whole is 'All or nothing: with one refused row nothing is written';
comment on column listing_import.attempts is 'Failed ones in a row; a few, and it is given up';
comment on column listing_import.change is 'What is changed of which listings, of a change over a filter; null: a file says it, row by row';
comment on table listing_search is 'By what a seller''s SKU is found; a row for each listing';
comment on column listing_search.form is 'The SKU as a search compares it: half-width, small letters';
comment on column listing_search.grams is 'Pairs of neighbouring characters of form, each mixed with the seller: another''s are not looked at';
comment on column notice.facts is 'What the sentence is filled with, in the language of the reader';
comment on table offer_change is 'What could be bought after each change, best first; append-only';
comment on column offer_change.threshold is 'The competitive price threshold then';
comment on column offer_state.n is 'Changes that buyers could see, counted';
comment on column offer_state.digest is 'Of all that offer_change holds of the n-th of them';
comment on column offer_state.featured is 'The featured listing; null for none';
comment on table operator_action is 'Every write an operator attempted, and how it was answered; append-only';
comment on column operator_action.asked is 'The body, without secrets';
comment on table order_block is 'Each value is a block of a thousand order ids for one process';
comment on column order_line.placed_at is 'The order''s, so that a seller''s are in the order of time';
comment on table order_recipient is 'Personal: apart from the order, so that it can be deleted';
comment on column outbox.sellers is 'The sellers concerned; null: the one that the payload names';
comment on column payer.code is 'The number that the bank gave to the payer, 委託者コード';
comment on column person.password is 'argon2id, as a PHC string';
comment on table policy is 'The programme''s rules as immutable versions on a timeline';
comment on column policy.message is 'What sellers are told with the announcement: ja and en';
comment on column policy_outlook.books_to is 'Books up to this id wake up in time for the version';
comment on table pricing_decision is 'What was done to a rule, and what the rule did and why; append-only';
comment on column pricing_rule.step is 'Yen, or hundredths of a percent; 0 to match';
comment on column pricing_rule.because is 'Why the rule decided last as it did; null before its first decision';
comment on column pricing_rule.wake_at is 'When time alone may change the decision';
comment on column product.search is 'ASIN, titles and brand as they are compared in a search';
comment on column product.grams is 'Every pair of neighbouring characters in search, as two UTF-16 units';
comment on table reference_price is 'What a product is held to be worth';
comment on column report.period is 'Of a settlement report: the statement it is';
comment on column report.failed_at is 'When it last failed of itself; null when it never has';
comment on table request is 'Answers by idempotency key; written in the transaction they answer for';
comment on table run is 'Long work that somebody asked for, how far it is, and what came of it';
comment on table sandbox_clock is 'In a sandbox only: how far its clock is ahead of the machine';
comment on column sandbox_switch.points_fee is 'Whether finances show which returned points came out of a refund';
comment on table seller_history is 'What happened to a seller''s account, consent included; append-only';
comment on column service_provider.supports_points is 'Whether the app says it can read and set points';
comment on column service_provider.application_id is 'By which a tool sends sellers here to consent';
comment on column service_provider.redirect_uris is 'Where they may be sent back to; the first unless one is named';
comment on column session.digest is 'SHA-256 of the secret in the cookie; the secret itself is nowhere';
comment on table settlement is 'Periods that are settled for every seller; append-only';
comment on table statement is 'What a seller earned in a period and was paid for it; append-only';
comment on column statement.version is 'The row of the journal, in the seller''s book, that paid it out';
comment on column statement.opening is 'Carried over from the period before; may be negative';
comment on column subscription.seller_id is 'About whom; null: the operator''s, about everybody';
