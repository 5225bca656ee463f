-- A feed or report that failed is tried again a minute later, not when the next one comes.
alter table feed add column failed_at timestamptz;
alter table report add column failed_at timestamptz;
comment on column feed.failed_at is 'When it last failed of itself; null when it never has';
comment on column report.failed_at is 'When it last failed of itself; null when it never has';
