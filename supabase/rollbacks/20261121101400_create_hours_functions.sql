-- Undoes "create hours functions".
drop function public.replace_business_hours(bigint, jsonb);
drop function public.get_business_hours();
drop function private.business_hours_data(uuid);
drop function private.digest_version(text);
