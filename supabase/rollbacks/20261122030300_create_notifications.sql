-- Undoes "create notifications", with all rows.
drop table public.notifications;
drop table public.notification_intents;
