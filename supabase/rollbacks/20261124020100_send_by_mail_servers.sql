-- Undoes "send by mail servers".
drop function ops.mail_server_tested(uuid, uuid, text, integer);
drop function ops.mail_server_test(uuid, uuid);
drop function public.test_mail_server(jsonb);
drop function ops.mail_server_alert(uuid, uuid);
drop function ops.mail_server_used(uuid, text, text);
drop function private.tell_of_mail_server(uuid);
drop function ops.mail_server(uuid);
delete from private.background_jobs where kind in ('mail_server_alert', 'mail_server_test');
