-- Columns of background work, imports, retention and sealed secrets. Each is registered where it exists, so that the
-- parts of the product may be rolled back one by one.

insert into private.personal_data_columns (relation, name, person, rule, reason)
select l.relation, c.name, l.person, l.rule, l.reason
from (
  values
    ('private.import_rows', 'customer', 'row', 'cells customer property warnings', 'A line of a customers'' list.'),
    ('public.imports', 'none', 'stay', 'file_name headings mapping country area_code counts',
      'What a list is called and how its columns are read; its lines go after 30 days.'),
    ('public.batch_operations', 'none', 'stay', 'kind params result error_code', 'Fixed words, ids and counts.'),
    ('private.background_jobs', 'none', 'stay', 'problem', 'A fixed word.'),
    ('private.audit_log_exports', 'none', 'stay', 'filters sha256 head_hash',
      'What was asked for; the file is removed after days.'),
    ('private.export_datasets', 'none', 'stay', 'dataset kind entity formats', 'Shipped with the product.'),
    ('private.archives', 'none', 'stay', 'rule path sha256',
      'Where a month of the audit log lies as a file, unchangeable until its time is over.'),
    ('private.retention_rules', 'none', 'stay', 'name relation time_column setting condition',
      'Shipped with the product.'),
    ('private.maintenance_steps', 'none', 'stay', 'name statement', 'Shipped with the product.'),
    ('private.organization_keys', 'none', 'stay', 'wrapped', 'A wrapped key.'),
    ('private.encryption_keys', 'none', 'stay', 'key', 'Keys of the installation.'),
    ('private.sealed_columns', 'none', 'stay', 'table_name column_name key_expression', 'Shipped with the product.'),
    ('private.gate_codes', 'customer', 'row', 'sealed', 'Opens the person''s gate.')
) as l (relation, person, rule, names, reason)
cross join lateral regexp_split_to_table(l.names, '\s+') as c (name)
where exists (
  select from pg_catalog.pg_attribute as a
  where a.attrelid = to_regclass(l.relation) and a.attname = c.name and not a.attisdropped
);
