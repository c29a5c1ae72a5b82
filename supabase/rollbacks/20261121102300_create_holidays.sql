-- Undoes "create holidays".
drop function private.holidays(text, integer, integer);
drop function private.nth_weekday(integer, integer, integer, integer);
drop function private.easter_sunday(integer);
drop table private.default_closures;
