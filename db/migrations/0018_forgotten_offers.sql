-- Snapshots of offers and deliveries that are old can be forgotten, as events are. Who was featured
-- stays: shares are computed from it.

drop trigger offer_change_append_only on offer_change;
create trigger offer_change_append_only before update or truncate on offer_change
  for each statement execute function refuse_change();
create trigger offer_change_kept before delete on offer_change
  for each statement execute function refuse_unless_forgetting();

create index offer_change_recorded on offer_change using brin (recorded_at);

-- The last snapshot of each product stays: it is what its offers are now.
create function forget_offers(before timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone int;
begin
  perform set_config('tamaru.forgetting', 'on', true);
  delete from offer_change c using (
      select o.asin, o.condition, o.n from offer_change o join offer_state s
        on s.asin = o.asin and s.condition = o.condition
      where o.recorded_at < before and o.n < s.n limit most) as old
    where c.asin = old.asin and c.condition = old.condition and c.n = old.n;
  get diagnostics gone = row_count;
  perform set_config('tamaru.forgetting', 'off', true);
  return gone;
end $$;

create index delivery_created on delivery using brin (created_at);

grant delete on delivery to tamaru_app;
revoke all on function forget_offers(timestamptz, int) from public;
grant execute on function forget_offers(timestamptz, int) to tamaru_app;
