-- Undoes "create change log", with all rows.
drop table private.change_log;
