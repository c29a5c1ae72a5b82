-- Undoes "read imports".
drop function ops.end_import_check(uuid, uuid, integer);
drop function ops.judge_import_rows(uuid, uuid, integer, jsonb);
drop function ops.match_import_rows(uuid, uuid, jsonb);
drop function private.match_customers(uuid, uuid, jsonb);
drop function private.has_place(uuid, uuid, text);
drop function private.imported_name(jsonb);
drop function private.imported_place(jsonb);
drop function ops.import_rows(uuid, uuid, integer, integer);
drop function ops.describe_import(uuid, uuid, integer, jsonb);
drop function ops.add_import_rows(uuid, uuid, jsonb);
drop function ops.import_to_check(uuid, uuid, integer);
drop function private.import_under_check(uuid, uuid, integer);
