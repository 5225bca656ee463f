-- Effects that fail by themselves are set aside; old events, notices and uploads can be forgotten.

create table dead_letter (
  id          bigint primary key,
  topic       text not null,
  book_id     bigint,
  version     bigint,
  order_id    bigint,
  sellers     bigint[],
  payload     json,
  event_at    timestamptz not null,
  recorded_at timestamptz not null,
  failed_at   timestamptz not null,
  error       text not null,
  resent_at   timestamptz
);
comment on table dead_letter is 'Rows of the outbox that could not be relayed, so that others need not wait for them';
comment on column dead_letter.resent_at is 'When it was put into the outbox again';

create index dead_letter_waiting on dead_letter (id) where resent_at is null;

-- Events are appended, and forgotten together: only by this function, which nobody else's rights
-- reach. What they tell of money is in the journal for ever.
create function refuse_unless_forgetting() returns trigger language plpgsql as $$
begin
  if current_setting('tamaru.forgetting', true) = 'on' then return null; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

drop trigger event_append_only on event;
drop trigger event_seller_append_only on event_seller;
create trigger event_append_only before update or truncate on event
  for each statement execute function refuse_change();
create trigger event_seller_append_only before update or truncate on event_seller
  for each statement execute function refuse_change();
create trigger event_kept before delete on event
  for each statement execute function refuse_unless_forgetting();
create trigger event_seller_kept before delete on event_seller
  for each statement execute function refuse_unless_forgetting();

-- The oldest events up to a moment, some thousand at a time; how many there were.
create function forget_events(before timestamptz, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare upto bigint; gone int;
begin
  perform set_config('tamaru.forgetting', 'on', true);
  select max(id) into upto from (select id, recorded_at from event order by id limit most) e
    where recorded_at < before;
  delete from event_seller where event_id <= upto;
  delete from event where id <= upto;
  get diagnostics gone = row_count;
  perform set_config('tamaru.forgetting', 'off', true);
  return gone;
end $$;

create index event_seller_event on event_seller (event_id);

grant select, insert, update on dead_letter to tamaru_app;
grant delete on notice to tamaru_app;
revoke all on function forget_events(timestamptz, int) from public;
grant execute on function forget_events(timestamptz, int) to tamaru_app;
