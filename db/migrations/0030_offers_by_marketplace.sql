-- Offers compete on one marketplace. What was recorded before is taken for Japan's, where nearly all are.
alter table offer_state add column marketplace text collate "C" not null default 'A1VC38T7YXB528';
alter table offer_change add column marketplace text collate "C" not null default 'A1VC38T7YXB528';
alter table featured_change add column marketplace text collate "C" not null default 'A1VC38T7YXB528';
alter table offer_state alter column marketplace drop default;
alter table offer_change alter column marketplace drop default;
alter table featured_change alter column marketplace drop default;

alter table offer_state drop constraint offer_state_pkey;
alter table offer_state add primary key (asin, marketplace, condition);
alter table offer_change drop constraint offer_change_pkey;
alter table offer_change add primary key (asin, marketplace, condition, n);
alter table featured_change drop constraint featured_change_pkey;
alter table featured_change add primary key (asin, marketplace, condition, n);

create or replace function forget_offers(before timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
