-- What an operator says with an announcement, and what the version is called in English.

alter table policy
  add column name_en text,
  add column message jsonb;
comment on column policy.message is 'What sellers are told with the announcement: ja and en';
