-- Settlement: the books are closed at the end of a period, and every seller gets a statement.

-- One row a seller and period, written once with its disbursement and never changed. A seller has
-- a book of its own: its version n is the seller's n-th statement, journalled like any command.
create table statement (
  seller_id           bigint not null,
  period              int not null,
  start_at            timestamptz not null,
  end_at              timestamptz not null,
  policy_version      int not null,
  version             bigint not null,
  opening             bigint not null,
  principal           bigint not null,
  shipping            bigint not null,
  points_granted      bigint not null,
  points_returned     bigint not null,
  referral_fee        bigint not null,
  referral_fee_credit bigint not null,
  refunds             bigint not null,
  claims              bigint not null,
  chargebacks         bigint not null,
  adjustments         bigint not null,
  net                 bigint not null,
  reserve             bigint not null check (reserve >= 0),
  disbursement        bigint not null check (disbursement >= 0),
  closing             bigint not null,
  primary key (seller_id, period),
  check (start_at < end_at),
  check (net = principal + shipping + points_granted + points_returned + referral_fee
    + referral_fee_credit + refunds + claims + chargebacks + adjustments),
  check (closing = opening + net - disbursement),
  check (disbursement = 0 or closing >= 0)
);
comment on table statement is 'What a seller earned in a period and was paid for it; append-only';
comment on column statement.opening is 'Carried over from the period before; may be negative';
comment on column statement.version is 'The row of the journal, in the seller''s book, that paid it out';

create index statement_period on statement (period, seller_id);

-- One row a period, when the last of its statements is written.
create table settlement (
  period         int primary key,
  start_at       timestamptz not null,
  end_at         timestamptz not null,
  policy_version int not null,
  sellers        int not null,
  disbursed      bigint not null,
  check (start_at < end_at)
);
comment on table settlement is 'Periods that are settled for every seller; append-only';

-- A period is read over all sellers at once; rows lie in the order they were recorded.
create index posting_recorded on posting using brin (recorded_at) with (pages_per_range = 32);

create trigger statement_append_only before update or delete or truncate on statement
  for each statement execute function refuse_change();
create trigger settlement_append_only before update or delete or truncate on settlement
  for each statement execute function refuse_change();

grant select, insert on statement, settlement to tamaru_app;
