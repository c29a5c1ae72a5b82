-- Undoes "verify audit seals".
delete from ops.schedules where name = 'verify_audit_logs';
drop function ops.enqueue_audit_verifications();
drop function ops.find_audit_head(text);
drop function ops.audit_heads(uuid);
drop function ops.audit_verified(uuid, jsonb);
drop function ops.find_unsealed_lines(uuid, integer);
drop function ops.verify_audit_seals(uuid, bigint, integer);
drop function private.check_sealed_lines(private.audit_seals);
drop function private.check_audit_seal(private.audit_seals, private.audit_seals);
drop function private.audit_finding(text, bigint, uuid, public.audit_logs);
drop table private.audit_verifications;
