-- Undoes "create visit bundles".
drop function public.get_sync(jsonb);
drop function private.photos_per_visit();
drop function private.field_settings(uuid, uuid);
drop function private.visit_rows(uuid, uuid[], uuid);
