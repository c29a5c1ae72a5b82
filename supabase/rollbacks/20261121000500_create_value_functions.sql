-- Undoes "create value functions".
drop function private.bookkeeping_columns();
drop function private.role_rank(text);
drop function private.local_to_utc(timestamp, text);
drop function private.is_time_zone(text);
drop function private.search_key(text);
drop function private.uuid_v7();
