-- Undoes "create organization functions".
drop function public.switch_organization(jsonb);
drop function public.create_organization(jsonb);
drop function private.free_slug(text);
drop function private.require_version(bigint, bigint);
drop function private.require_org();
drop function private.require_user();
