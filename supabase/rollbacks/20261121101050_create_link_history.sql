-- Undoes "create link history".
drop function private.record_link_change(uuid, text, uuid, bigint, text, jsonb, jsonb);
