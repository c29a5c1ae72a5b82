-- Undoes "create contact functions".
drop function private.require_live_parent(uuid, uuid);
drop function public.restore_contact(jsonb);
drop function public.delete_contact(uuid, bigint);
drop function private.lock_contact(uuid, uuid);
drop function public.create_contact(jsonb);
drop function private.require_customer(uuid, uuid);
