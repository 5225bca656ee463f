-- What a batch relies on is held by the database itself, so that its commit can be sent with it.

create function must(holds boolean, otherwise text) returns void language plpgsql as $$
begin
  if holds is not true then
    raise exception 'something a batch relied on is not so' using errcode = otherwise;
  end if;
end $$;
comment on function must is 'Fails with the given SQLSTATE unless the condition holds';
