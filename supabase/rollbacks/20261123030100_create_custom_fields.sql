-- Undoes "create custom fields", with all definitions. Values stay with their records.
delete from private.personal_data_columns where relation = 'public.custom_field_definitions';
drop table public.custom_field_definitions;
drop function private.is_field_options(text, jsonb);
drop function private.field_key(text, text);
delete from public.role_permissions where resource = 'custom_fields';
delete from private.default_role_permissions where resource = 'custom_fields';
