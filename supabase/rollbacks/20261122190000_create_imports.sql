-- Undoes "create imports".
delete from ops.job_kinds where kind = 'customer_import';
drop table private.import_rows;
drop table public.imports;
drop function private.is_import_mapping(text[]);
