-- A seller can come from a tool's own website, consent here and go back with a code, which the
-- program changes for a refresh token; and a replaced secret is good for some days more.
alter table service_provider add column application_id text;
update service_provider set application_id = 'amzn1.sp.solution.' || gen_random_uuid();
alter table service_provider alter column application_id set not null;
alter table service_provider add unique (application_id);
alter table service_provider add column redirect_uris text[] default '{}' not null;
comment on column service_provider.application_id is 'By which a tool sends sellers here to consent';
comment on column service_provider.redirect_uris is 'Where they may be sent back to; the first unless one is named';

alter table app_client add column old_secret bytea;
alter table app_client add column old_until timestamp with time zone;
alter table app_client add check ((old_secret is null) = (old_until is null));
comment on column app_client.old_secret is 'The one before the rotation, good until old_until of the machine''s time';

create table app_code (
  digest bytea primary key,
  seller_id bigint not null,
  provider_id bigint not null,
  redirect_uri text not null,
  expires_at timestamp with time zone not null,
  foreign key (seller_id, provider_id) references seller_provider
);
comment on table app_code is 'Codes for a refresh token: good once, for five minutes of the machine''s time';
create index app_code_seller on app_code (seller_id, provider_id);
grant select, insert, delete on app_code to tamaru_app;
