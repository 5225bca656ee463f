-- A command that listens has a destination of its own for as long as it runs, which no worker serves.
alter table destination drop constraint destination_kind_check;
alter table destination add constraint destination_kind_check
  check (kind in ('sqs', 'event_bridge', 'webhook', 'listener'));
