-- Undoes "create settings functions".
drop function public.update_settings(bigint, jsonb);
drop function private.is_setting(private.default_settings, jsonb);
drop function public.get_settings();
drop function private.settings_data(uuid);
