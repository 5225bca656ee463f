-- What a seller's apps changed of its listings, in the order of time: one row a transaction, so that
-- a feed of thousands of prices writes a few, and history stays as narrow as it was.

create table app_change (
  seller_id  bigint not null,
  id         bigint not null generated always as identity,
  changed_by text not null,
  at         timestamptz not null,
  listings   bigint[] not null,
  versions   bigint[] not null,
  primary key (seller_id, id)
);
comment on table app_change is 'Which changes of listings an app made together; append-only';
comment on column app_change.versions is 'Beside each of listings the version that the change made';

create index app_change_by on app_change (seller_id, changed_by, id);

insert into app_change (seller_id, changed_by, at, listings, versions)
  select l.seller_id, h.changed_by, h.event_at,
      array_agg(h.listing_id order by h.listing_id, h.version),
      array_agg(h.version order by h.listing_id, h.version)
    from listing_history h join listing l on l.id = h.listing_id
    where h.source = 'app'
    group by l.seller_id, h.changed_by, h.event_at order by h.event_at;

create trigger app_change_append_only before update or delete or truncate on app_change
  for each statement execute function refuse_change();

alter table app_change enable row level security;
create policy wall on app_change using ((select wall_open())
  or seller_id = (select wall_seller())) with check (true);

grant select, insert on app_change to tamaru_app;
