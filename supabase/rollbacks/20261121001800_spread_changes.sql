-- Undoes "spread changes".
drop trigger spread_changes on private.change_log;
drop function private.spread_changes();
drop function private.to_inet(text);
