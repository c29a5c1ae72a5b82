-- Undoes "reach files".
drop policy files_select_reader on storage.objects;
drop policy uploads_insert_sender on storage.objects;
drop function private.can_read_object(text);
drop function private.may_upload(text);
drop function private.to_uuid(text);
drop function private.can_read_file(uuid, uuid);
drop function private.file_targets(uuid, uuid);
