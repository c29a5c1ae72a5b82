-- Undoes "hold times for visitors".
drop function public.book_hold(jsonb);
drop function private.hold_first_free(uuid, public.service_types, jsonb, timestamptz);
drop function private.refuse_taken(uuid, text, text, public.service_types, jsonb, timestamptz);
drop function private.leave_hold(uuid);
drop function private.limit_holds(uuid);
drop function private.lock_visitor(uuid);
