-- Undoes "create outbox", with all rows.
drop table private.outbox;
