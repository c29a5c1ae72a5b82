-- Undoes "open booking page".
drop function private.remember_book_operation(uuid, jsonb, jsonb);
drop function private.claim_book_operation(uuid, text, jsonb);
drop function private.take_book_request(uuid);
drop function private.take_book_rate(text, integer, integer, integer);
drop function private.refuse_too_many(text, numeric);
drop function private.book_address();
drop function private.book_visitor();
drop function private.book_org();
drop function public.gate_book_open(text, text);
drop function private.takes_online_bookings(uuid);
