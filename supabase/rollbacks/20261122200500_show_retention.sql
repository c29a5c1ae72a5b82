-- Undoes "show retention".
drop function public.get_retention(jsonb);
drop function private.retention_row(uuid, private.retention_rules, integer);
drop function private.archived_total(uuid, text);
drop function private.retention_edge(private.retention_rules, interval);
drop function private.oldest_time(private.retention_rules, uuid);
drop function private.count_before(private.retention_rules, uuid, timestamptz);
