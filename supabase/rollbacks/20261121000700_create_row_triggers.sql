-- Undoes "create row triggers".
drop function private.forbid_change();
drop function private.touch_row();
