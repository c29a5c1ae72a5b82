-- Undoes "create system settings", with all values.
drop function private.setting(uuid, text, text);
drop table public.system_settings;
drop table private.default_settings;
