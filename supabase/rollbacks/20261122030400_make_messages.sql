-- Undoes "make messages".
drop function private.message_facts(uuid, uuid, jsonb);
drop function private.lead_name(public.bookings);
drop function private.queue_message(uuid, text, uuid, jsonb, timestamptz);
drop function private.add_messages(jsonb);
drop function private.enqueue_mail(uuid, uuid, timestamptz);
drop function private.is_plan_event(text);
drop function private.told_plan(uuid, uuid, uuid);
drop function private.visit_plan(public.bookings);
delete from public.system_settings where category = 'messages';
delete from private.default_settings where category = 'messages';
