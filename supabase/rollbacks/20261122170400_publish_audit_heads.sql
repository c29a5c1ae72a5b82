-- Undoes "publish audit heads".
delete from ops.schedules where name = 'publish_audit_heads';
drop function public.verify_audit_logs(jsonb);
drop function ops.audit_head_mail(uuid, bigint, uuid);
drop function ops.publish_audit_heads();
