-- Undoes "book visits online".
drop function public.book_request(jsonb);
drop function public.book_book(jsonb);
drop function private.with_booked_link(uuid, jsonb);
drop function private.check_book_code(uuid, private.online_bookings, text);
drop function private.place_online_booking(uuid, private.online_bookings);
drop function private.booker_property(uuid, uuid, jsonb, jsonb);
drop function private.booker_customer(uuid, jsonb);
drop function private.send_book_code(uuid, private.online_bookings, jsonb);
drop function private.booker_details(jsonb);
drop function private.require_hold(uuid, private.online_bookings);
drop function private.lock_online_booking(uuid);
