-- What follows the log of events may find one that it can not take in. After some tries it is set
-- aside like an effect that can not be relayed, so that those behind it need not wait.
alter table event_reader add column failures integer default 0 not null;
comment on column event_reader.failures is 'Tries in a row of the event after the last one';

alter table dead_letter add column reader text;
alter table dead_letter add column event_id bigint;
alter table dead_letter add column again boolean default false not null;
alter table dead_letter add check ((reader is null) = (event_id is null));
comment on column dead_letter.reader is 'What could not take the event in; null: it could not be relayed';
comment on column dead_letter.again is 'Whether the reader is to try it again';
create index dead_letter_again on dead_letter (reader, id) where again;
