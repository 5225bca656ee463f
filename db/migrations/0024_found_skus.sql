-- A part of a SKU is found among a million: every pair of neighbouring characters leads to it.

-- Beside the listings and written once with each, because a price that changes would otherwise be
-- entered anew under every pair. It has no key: nothing looks a row up but by its pairs.
create table listing_search (
  seller_id bigint not null,
  sku       text collate "C" not null,
  form      text collate "C" not null,
  grams     int[] not null
);
comment on table listing_search is 'By what a seller''s SKU is found; a row for each listing';
comment on column listing_search.form is 'The SKU as a search compares it: half-width, small letters';
comment on column listing_search.grams is
  'Pairs of neighbouring characters of form, each mixed with the seller: another''s are not looked at';

insert into listing_search (seller_id, sku, form, grams)
  select l.seller_id, l.sku, f.form, coalesce((
      select array_agg(distinct (
        ((ascii(substr(f.form, n, 1))::bigint << 16) | ascii(substr(f.form, n + 1, 1)))
          # (l.seller_id * 2654435761))::bit(32)::int)
      from generate_series(1, length(f.form) - 1) n), '{}')
    from listing l cross join lateral (select lower(normalize(l.sku, NFKC)) as form) f;

-- New rows wait in a list until there are enough to enter them together.
create index listing_search_grams on listing_search using gin (grams)
  with (gin_pending_list_limit = 16384);

grant select, insert on listing_search to tamaru_app;
