-- Undoes "create number slots".
drop table private.number_slots;
drop function private.take_number(uuid, text);
