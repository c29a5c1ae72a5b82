-- Undoes "create rate limits", with all rows.
drop table private.api_rate_limits;
drop function private.take_rate(text, integer, integer, integer);
