-- A feed or report that fails of itself, time and again, is given up instead of being tried for ever.
alter table feed add column failures integer default 0 not null;
alter table report add column failures integer default 0 not null;
