-- Undoes "change visits by links".
drop function public.portal_cancel(jsonb);
drop function public.portal_reschedule(jsonb);
drop function private.require_wishes(jsonb);
drop function private.wishes_text(uuid, public.bookings, jsonb, text);
drop function private.insert_customer_message(uuid, uuid, text);
drop function private.require_message_rate(uuid);
drop function private.move_to_hold(uuid, public.bookings, public.booking_holds);
drop function private.people_of_hold(uuid, public.bookings, public.booking_holds);
