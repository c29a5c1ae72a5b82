-- Undoes "describe visits to customers".
drop function private.portal_messages(uuid, uuid);
drop function private.portal_feedback_json(uuid, uuid);
drop function private.portal_report(uuid, public.bookings, text[]);
drop function private.portal_files(uuid, public.bookings, text[]);
drop function private.portal_people(uuid, uuid);
drop function private.portal_steps(uuid, public.bookings);
drop function private.portal_eta(uuid, public.bookings, public.properties);
drop function private.portal_change(public.bookings, text[], text);
drop function private.portal_step(public.bookings);
drop function private.span_json(timestamptz, timestamptz);
drop function private.told_window(public.bookings);
alter table public.system_settings disable trigger record_delete;
delete from public.system_settings where category = 'portal';
alter table public.system_settings enable trigger record_delete;
delete from private.default_settings where category = 'portal';
