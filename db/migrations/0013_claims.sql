-- What buyers ask the operator to put right, and what came of it.

create table claim (
  buyer_id   bigint not null,
  id         bigint not null generated always as identity unique,
  order_id   bigint not null,
  lines      int[],
  reason     text not null,
  asked_by   text not null,
  asked_at   timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  granted    boolean,
  answer     text,
  primary key (buyer_id, id),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (granted is null))
);
comment on table claim is 'A guarantee claim that a buyer asked for; the money of a granted one is in the journal';
comment on column claim.lines is 'Lines of the order that it is about; null: all of them';

create unique index claim_open on claim (buyer_id, order_id) where decided_at is null;
create index claim_waiting on claim (id) where decided_at is null;

grant select, insert, update on claim to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
