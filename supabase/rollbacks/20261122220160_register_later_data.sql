-- Undoes "register later data".
delete from private.personal_data_columns
where (relation, name) = ('private.background_jobs', 'problem')
  or relation in (
    'private.import_rows', 'public.imports', 'public.batch_operations', 'private.audit_log_exports',
    'private.export_datasets', 'private.archives', 'private.retention_rules', 'private.maintenance_steps',
    'private.organization_keys', 'private.encryption_keys', 'private.sealed_columns', 'private.gate_codes'
  );
