-- Who may come in: people with passwords, apps with tokens; and what operators did.

create type party_role as enum ('buyer', 'seller', 'operator');

-- ── People ─────────────────────────────────────────────────────────────────────────────────────

create table person (
  id          bigint primary key generated always as identity,
  login       text not null unique check (login = lower(login) and length(login) between 3 and 200),
  name        text not null,
  role        party_role not null,
  buyer_id    bigint references buyer,
  seller_id   bigint references seller,
  password    text not null,
  created_at  timestamptz not null,
  disabled_at timestamptz,
  check ((role = 'buyer') = (buyer_id is not null)),
  check ((role = 'seller') = (seller_id is not null))
);
comment on column person.password is 'argon2id, as a PHC string';

create table session (
  digest     bytea primary key,
  person_id  bigint not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on column session.digest is 'SHA-256 of the secret in the cookie; the secret itself is nowhere';

create index session_person on session (person_id);

-- ── Apps ───────────────────────────────────────────────────────────────────────────────────────

create table access_token (
  id          bigint primary key generated always as identity,
  digest      bytea not null unique,
  name        text not null,
  role        party_role not null,
  buyer_id    bigint references buyer,
  seller_id   bigint references seller,
  provider_id bigint references service_provider,
  scopes      text[] not null check (cardinality(scopes) > 0),
  created_by  text not null,
  created_at  timestamptz not null,
  expires_at  timestamptz,
  revoked_at  timestamptz,
  check ((role = 'buyer') = (buyer_id is not null)),
  check ((role = 'seller') = (seller_id is not null)),
  check (provider_id is null or role = 'seller')
);
comment on column access_token.digest is 'SHA-256 of the token, which is shown once and kept nowhere';
comment on column access_token.provider_id is 'The service provider that holds it: good while the seller authorises it';

create index access_token_owner on access_token (role, seller_id, buyer_id);

-- ── Changes of access are heard by every process ───────────────────────────────────────────────

create function tell_access() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'person' then perform pg_notify('access', 'person:' || new.id);
  elsif tg_table_name = 'session' then perform pg_notify('access', 'person:' || old.person_id);
  elsif tg_table_name = 'access_token' then perform pg_notify('access', 'app:' || new.id);
  else perform pg_notify('access', 'all');
  end if;
  return null;
end $$;

create trigger person_told after update on person for each row execute function tell_access();
create trigger session_told after delete on session for each row execute function tell_access();
create trigger token_told after update on access_token for each row execute function tell_access();
create trigger provider_told after update on seller_provider
  for each row when (old.revoked_at is distinct from new.revoked_at
    or old.scopes is distinct from new.scopes) execute function tell_access();

-- ── What operators did ─────────────────────────────────────────────────────────────────────────

create table operator_action (
  id     bigint primary key generated always as identity,
  at     timestamptz not null,
  caller text not null,
  action text not null,
  target json not null,
  asked  json,
  key    text,
  status int not null,
  code   text
);
comment on table operator_action is 'Every write an operator attempted, and how it was answered; append-only';
comment on column operator_action.asked is 'The body, without secrets';

create index operator_action_caller on operator_action (caller, id);

create trigger operator_action_append_only before update or delete or truncate on operator_action
  for each statement execute function refuse_change();

-- Points that an operator wants to give or take, where that needs a second one.
create table approval (
  id          bigint primary key generated always as identity,
  kind        text not null check (kind in ('grant', 'adjustment')),
  buyer_id    bigint not null references buyer,
  points      bigint not null check (points <> 0),
  reason      text not null,
  asked_by    text not null,
  asked_for   text not null,
  asked_at    timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  approved    boolean,
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null)),
  check (decided_by <> asked_for)
);
comment on column approval.asked_for is 'The person behind the asking: themselves, or who made the app';

create index approval_waiting on approval (id) where decided_at is null;

-- Operators list orders over all buyers, newest first. Ids go up, so it only grows at its end.
create index orders_id on orders (id);

grant select, insert, update on person, access_token, approval to tamaru_app;
grant select, insert, delete on session to tamaru_app;
grant select, insert on operator_action to tamaru_app;
grant usage on all sequences in schema public to tamaru_app;
