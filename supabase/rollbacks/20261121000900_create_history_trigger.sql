-- Undoes "create history trigger".
drop function private.record_changes();
drop function private.masked(jsonb, text[]);
