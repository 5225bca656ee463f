-- Sellers' tools that speak the Selling Partner API: credentials, consents and tokens.

create table app_client (
  provider_id bigint primary key references service_provider,
  client_id   text not null unique,
  secret      bytea not null,
  created_at  timestamptz not null
);
comment on table app_client is 'How a service provider''s program proves that it is the provider''s';
comment on column app_client.secret is 'SHA-256 of the client secret, which is shown once and kept nowhere';

create table app_consent (
  digest      bytea primary key,
  seller_id   bigint not null,
  provider_id bigint not null,
  created_at  timestamptz not null,
  foreign key (seller_id, provider_id) references seller_provider
);
comment on table app_consent is 'Refresh tokens: good while the seller authorises the provider, gone when it ends that';

create index app_consent_seller on app_consent (seller_id, provider_id);

create table app_token (
  digest      bytea primary key,
  provider_id bigint not null references service_provider,
  seller_id   bigint,
  grantless   text,
  restricted  json,
  expires_at  timestamptz not null,
  foreign key (seller_id, provider_id) references seller_provider,
  check ((seller_id is null) = (grantless is not null)),
  check (restricted is null or seller_id is not null)
);
comment on table app_token is 'Access tokens of an hour; what has expired for a day is deleted';
comment on column app_token.grantless is 'The scope of a token that acts for no seller';
comment on column app_token.restricted is 'The only requests a restricted data token is good for';

create index app_token_expiry on app_token (expires_at);

create trigger app_client_told after update on app_client for each row execute function tell_access();

grant select, insert, update on app_client to tamaru_app;
grant select, insert, delete on app_consent, app_token to tamaru_app;
