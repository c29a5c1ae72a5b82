-- Undoes "show free times".
drop function public.book_slots(jsonb);
drop function public.book_zone(jsonb);
drop function public.book_page();
drop function private.last_booked(uuid);
drop function private.booked_answer(uuid, uuid);
drop function private.book_progress(uuid);
drop function private.book_nearest(uuid, public.service_types, jsonb, timestamptz);
drop function private.book_times(uuid, public.service_types, jsonb, timestamptz, timestamptz);
drop function private.book_window(uuid, timestamptz, timestamptz);
drop function private.book_candidates(uuid, public.service_types, jsonb, timestamptz, timestamptz);
drop function private.book_span(uuid);
drop function private.book_place(uuid, jsonb);
drop function private.bookable_service(uuid, uuid);
