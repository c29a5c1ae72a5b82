-- Undoes "create notification templates", with all rows.
drop table public.notification_templates;
drop table private.default_notification_templates;
drop table private.message_events;
