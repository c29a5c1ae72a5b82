-- Undoes "create transition functions".
drop function public.cancel_bookings(jsonb);
drop function private.lock_listed(uuid, jsonb, text);
drop function private.write_steps(uuid, public.bookings[]);
drop function public.transition_booking(jsonb);
drop function private.is_done(public.bookings, jsonb);
drop function private.note_step(public.bookings, private.booking_transitions, jsonb);
drop function private.require_step(public.bookings, jsonb);
drop function private.step_row(public.bookings, jsonb);
drop function private.step_time(timestamptz);
