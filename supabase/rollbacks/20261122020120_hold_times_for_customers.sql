-- Undoes "hold times for customers".
drop function public.portal_hold(jsonb);
drop function private.insert_portal_hold(uuid, public.bookings, uuid[], timestamptz, timestamptz);
drop function private.refuse_taken_slot();
