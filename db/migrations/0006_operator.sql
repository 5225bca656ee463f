-- What the operator's pages ask of a large ledger: its movements by day, and long work with progress.

-- Sums of postings by the day they happened on, of everything recorded before `rolled_to`.
create table ledger_day (
  day    date not null,
  debit  account not null,
  credit account not null,
  kind   posting_kind not null,
  amount bigint not null check (amount > 0),
  primary key (day, debit, credit, kind)
);
comment on table ledger_day is 'Postings summed by the day in Tokyo on which they happened';

create table ledger_rolled (
  singleton boolean primary key default true check (singleton),
  rolled_to timestamptz not null
);
comment on table ledger_rolled is 'What was recorded before rolled_to is in ledger_day, the rest is not';
insert into ledger_rolled (rolled_to) values ('epoch');

-- Whoever works at a run holds the advisory lock (7252010, id): a run without it and without an
-- end was cut off.
create table run (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('verification', 'settlement')),
  asked_by    text not null,
  started_at  timestamptz not null,
  progress    json,
  finished_at timestamptz,
  result      json,
  check ((finished_at is null) = (result is null))
);
comment on table run is 'Long work that somebody asked for, how far it is, and what came of it';
create index run_kind on run (kind, id);

grant select, insert, update on ledger_day, ledger_rolled, run to tamaru_app;
