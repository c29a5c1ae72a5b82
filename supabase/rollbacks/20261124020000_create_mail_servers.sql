-- Undoes "create mail servers". Servers and passwords that were kept go: nothing would read them any more.
drop function public.delete_mail_server(bigint);
drop function public.update_mail_server(bigint, jsonb);
drop function public.get_mail_server();
drop function private.lock_mail_server(uuid, bigint);
drop function private.write_secret(uuid, text, text, text);
drop function private.require_mail_server(jsonb);
drop function private.mail_server_data(uuid);
drop function private.mail_server_version(uuid);
delete from public.system_settings where category = 'mail' and name in ('server', 'password');
delete from private.personal_data_columns where relation = 'private.mail_server_states';
drop table private.mail_server_states;
