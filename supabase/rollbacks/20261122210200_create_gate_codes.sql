-- Undoes "create gate codes".
drop function public.update_gate_code(uuid, bigint, jsonb);
drop function public.get_gate_code(uuid);
drop function private.place_of_code(uuid, uuid);
delete from public.role_permissions where resource = 'properties' and permission = 'manage';
delete from private.default_role_permissions where resource = 'properties' and permission = 'manage';
delete from private.sealed_columns where table_name = 'private.gate_codes';
drop table private.gate_codes;
alter table public.properties drop column gate_code_set_at;
