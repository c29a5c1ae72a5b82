-- Undoes "create time entries".
drop trigger settle_insert on public.booking_status_history;
drop function private.follow_steps();
drop function private.start_clock(uuid, uuid, uuid, text, timestamptz);
drop function private.stop_clock(uuid, public.time_entries, timestamptz);
drop function private.clock_resource(uuid, uuid, uuid);
drop table public.time_entries;
