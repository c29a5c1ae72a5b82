-- Undoes "create attachment functions".
drop function public.list_attachments(jsonb, jsonb, integer);
drop function public.delete_attachment(uuid, bigint);
drop function public.update_attachment(uuid, bigint, jsonb);
drop function private.changeable_attachment(public.permission_type, uuid, bigint);
drop function public.create_attachment(jsonb);
drop function private.attachment_answer(public.attachments);
