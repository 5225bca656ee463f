-- Events are forgotten up to the first that is still to be kept. One that was recorded as of an
-- earlier moment (a policy that had come into force while nobody ran) took all those before it along.
create or replace function forget_events(before timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare upto bigint; gone int;
begin
  perform set_config('tamaru.forgetting', 'on', true);
  select coalesce(min(id) filter (where recorded_at >= before) - 1, max(id)) into upto
    from (select id, recorded_at from event order by id limit most) e;
  delete from event_seller where event_id <= upto;
  delete from event where id <= upto;
  get diagnostics gone = row_count;
  perform set_config('tamaru.forgetting', 'off', true);
  return gone;
end $$;
