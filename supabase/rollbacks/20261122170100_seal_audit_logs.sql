-- Undoes "seal audit logs".
delete from ops.schedules where name = 'seal_audit_logs';
drop function ops.seal_audit_logs(integer);
drop function private.append_audit_seal(uuid, uuid[], bytea, timestamptz);
drop function private.audit_seal_limit(xid8, integer);
drop function private.audit_genesis(uuid);
drop function private.audit_seal_hash(private.audit_seals);
drop function private.audit_root(uuid[], bytea);
drop function private.audit_leaf(public.audit_logs, private.change_log);
drop table ops.audit_seal_state;
drop table private.audit_seals;
drop index public.audit_logs_xid_idx;
