-- What apps asked on a seller's behalf, for the seller to look at. A log, not a ledger: it is written
-- a moment later, in bunches, and what is older than a month goes.

create table app_request (
  seller_id bigint not null,
  id        bigint not null generated always as identity,
  at        timestamptz not null,
  app       text not null,
  app_name  text not null,
  provider  text,
  method    text not null,
  path      text not null,
  status    int not null,
  code      text,
  ms        int not null,
  key       text,
  body      json,
  request   text not null,
  primary key (seller_id, id)
);
comment on column app_request.code is 'The code of the problem that was answered';
comment on column app_request.body is 'What was sent, without secrets; null for none, or too much of it';

create index app_request_at on app_request using brin (at);

grant select, insert, delete on app_request to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;

-- Behind the second wall, as are the accounts that payouts go to and come from.
alter table app_request enable row level security;
create policy wall on app_request using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table bank_account enable row level security;
create policy wall on bank_account using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);
alter table payer enable row level security;
create policy wall on payer using ((select wall_open())) with check (true);
