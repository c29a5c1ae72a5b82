-- Undoes "export organizations".
drop function ops.organization_files(uuid, uuid, integer);
drop function ops.organization_rows(uuid, text, jsonb, integer);
drop function ops.organization_tables();
drop function private.exported_columns(regclass);
drop function private.tables_not_exported();
delete from ops.job_kinds where kind = 'organization_export';
delete from private.export_datasets where dataset = 'organization';
delete from public.role_permissions where resource = 'organizations' and permission = 'export';
delete from private.default_role_permissions where resource = 'organizations' and permission = 'export';
