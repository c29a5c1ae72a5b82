-- Undoes "export customers".
drop function ops.export_customers(uuid, uuid, jsonb, integer);
delete from ops.job_kinds where kind = 'customer_export';
delete from private.export_datasets where dataset = 'customers';
