-- Undoes "create activities", with all rows.
drop function public.list_activities(jsonb, jsonb, integer);
drop function public.create_activity(jsonb);
drop function private.require_activity_target(uuid, jsonb);
drop table public.activities;
