-- Undoes "send messages".
drop function ops.notification_sent(uuid, uuid, text, text, boolean);
drop function ops.notification_mail(uuid, uuid, text);
drop function private.waits_for_report(uuid, public.notification_intents, text);
drop function private.message_words(uuid, text, text);
drop function private.judge_message(uuid, public.notification_intents);
drop function private.withdraw_message(uuid, uuid, uuid, text, uuid);
drop function private.message_untrue(public.bookings, public.notification_intents, text);
drop function private.true_plan_event(public.bookings, jsonb);
drop function private.message_bar(uuid, public.notification_intents);
drop function private.message_address(uuid, public.notification_intents);
