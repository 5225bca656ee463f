-- A change over a filter is work that is kept, as an uploaded file is: it goes on without whoever
-- asked for it, stops and is undone.

alter type import_state add value 'stopping';
alter type import_state add value 'stopped';

alter table listing_import add column change json;
comment on column listing_import.change is
  'What is changed of which listings, of a change over a filter; null: a file says it, row by row';

alter table import_batch add column last_sku text collate "C";
comment on column import_batch.last_sku is
  'Of a change over a filter: the next batch begins after this SKU; null after the last';
