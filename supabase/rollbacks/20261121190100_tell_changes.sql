-- Undoes "tell changes".
drop trigger tell_changes on private.outbox;
drop function private.tell_changes();
drop function private.tell_people(uuid, jsonb);
drop function private.resources_of_record(uuid, text, uuid, boolean);
drop function private.assigned_resources(jsonb);
