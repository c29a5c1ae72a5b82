-- Undoes "open topics".
drop policy messages_select_listener on realtime.messages;
drop function private.may_listen(text);
