-- Keys differ and callers hardly do: compared first, a key decides alone.
drop index journal_key;
create unique index journal_key on journal (key, caller);
