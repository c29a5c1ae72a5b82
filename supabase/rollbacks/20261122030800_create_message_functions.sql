-- Undoes "create message functions".
drop function public.send_message(jsonb);
drop function public.retry_notification(jsonb);
drop function public.withdraw_notification(jsonb);
drop function private.lock_message(uuid, uuid);
drop function public.list_notifications(jsonb, integer, jsonb);
drop function private.message_rows(uuid, uuid[]);
