-- Files of listings that sellers upload: kept, checked, applied and rolled back in batches.

alter type change_reason add value 'import_rolled_back';

create type import_state as enum (
  'receiving', 'checking', 'checked', 'applying', 'applied', 'rolling_back', 'rolled_back', 'failed'
);
create type import_phase as enum ('check', 'apply');

create table listing_import (
  id          bigint primary key generated always as identity,
  seller_id   bigint not null,
  state       import_state not null,
  name        text not null check (length(name) between 1 and 200),
  whole       boolean not null,
  caller      text not null,
  author      text not null,
  source      change_source not null,
  bytes       bigint not null default 0,
  rows        int not null default 0,
  encoding    text not null default 'utf-8' check (encoding in ('utf-8', 'shift_jis')),
  attempts    int not null default 0,
  created_at  timestamptz not null,
  finished_at timestamptz
);
comment on table listing_import is 'A file that a seller uploaded, and how far it has come';
comment on column listing_import.whole is 'All or nothing: with one refused row nothing is written';
comment on column listing_import.attempts is 'Failed ones in a row; a few, and it is given up';

create index listing_import_seller on listing_import (seller_id, id);
create index listing_import_due on listing_import (id)
  where state in ('checking', 'applying', 'rolling_back');

create table import_part (
  import_id bigint not null,
  n         int not null,
  bytes     bytea not null,
  primary key (import_id, n)
);
comment on table import_part is 'The uploaded bytes, piece by piece';

-- Written with what the batch did, in one transaction: a run that was cut off goes on after it.
create table import_batch (
  import_id bigint not null,
  phase     import_phase not null,
  n         int not null,
  counts    json not null,
  refused   bytea not null,
  listings  bigint[] not null,
  versions  bigint[] not null,
  undone    json,
  primary key (import_id, phase, n)
);
comment on table import_batch is 'What became of some thousand rows of a file';
comment on column import_batch.refused is 'The refused rows as they were, each with its reason';
comment on column import_batch.listings is 'Listings that were written, and beside them their versions';
comment on column import_batch.undone is 'What a rollback of the batch restored and what it left';

grant select, insert, update, delete on listing_import, import_part, import_batch to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
