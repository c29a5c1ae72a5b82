-- Undoes "create move functions".
drop function public.check_booking(jsonb);
drop function private.check_conflicts(uuid, jsonb);
drop function private.imagine_booking(uuid, jsonb);
drop function public.move_bookings(jsonb);
drop function private.describe_clash(uuid, uuid, public.bookings);
drop function private.require_apart(uuid, public.bookings[]);
