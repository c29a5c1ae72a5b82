-- Undoes "define custom fields".
drop function public.restore_custom_field(jsonb);
drop function public.delete_custom_field(uuid, bigint);
drop function public.update_custom_field(uuid, bigint, jsonb);
drop function private.lock_custom_field(uuid, uuid, public.permission_type);
drop function public.create_custom_field(jsonb);
drop function private.merge_field_options(jsonb, jsonb);
drop function private.free_field_key(uuid, text, text, text);
drop function private.require_field_room(uuid, text);
