-- Undoes "create organization keys".
drop function public.gate_create_organization_key(uuid, text);
drop function private.insert_organization_key(uuid, integer, text);
drop function public.gate_organization_keys(uuid);
drop function private.organization_key_list(uuid);
drop table private.sealed_columns;
drop function private.refuse_plaintext();
drop function private.require_sealed(uuid, text);
drop function private.sealed_key(text);
drop table private.organization_keys;
