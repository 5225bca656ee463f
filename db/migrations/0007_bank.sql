-- Where payouts go: sellers' bank accounts, and the account that the operator pays from.

alter type seller_event add value 'bank_account_changed';

create domain bank_code as text check (value ~ '^[0-9]{4}$');
create domain branch_code as text check (value ~ '^[0-9]{3}$');
create domain account_number as text check (value ~ '^[0-9]{7}$');

create table bank_account (
  seller_id   bigint primary key,
  bank        bank_code not null,
  bank_name   text not null,
  branch      branch_code not null,
  branch_name text not null,
  kind        text not null check (kind in ('ordinary', 'current', 'savings')),
  number      account_number not null,
  holder      text not null,
  changed_at  timestamptz not null
);
comment on column bank_account.holder is 'In the signs that banks exchange: half-width kana, capitals';

create table payer (
  singleton   boolean primary key default true check (singleton),
  code        text not null check (code ~ '^[0-9]{10}$'),
  name        text not null,
  bank        bank_code not null,
  bank_name   text not null,
  branch      branch_code not null,
  branch_name text not null,
  kind        text not null check (kind in ('ordinary', 'current')),
  number      account_number not null,
  changed_at  timestamptz not null
);
comment on column payer.code is 'The number that the bank gave to the payer, 委託者コード';

grant select, insert, update on bank_account, payer to tamaru_app;
