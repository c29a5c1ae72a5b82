-- Undoes "create template functions".
drop function public.get_message_sample(uuid);
drop function public.reset_template(uuid, bigint);
drop function public.update_template(uuid, bigint, jsonb);
drop function private.check_words(public.notification_templates);
drop function private.lock_template(uuid, uuid, public.permission_type, bigint);
drop function public.list_templates();
drop function private.template_json(public.notification_templates);
