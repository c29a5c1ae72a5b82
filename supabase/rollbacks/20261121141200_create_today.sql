-- Undoes "create today".
drop function public.get_today(jsonb);
drop function private.day_load(uuid, timestamptz, timestamptz);
drop function private.today_numbers(uuid, timestamptz, timestamptz);
drop function private.today_now(uuid, timestamptz);
drop function private.today_needs(uuid, timestamptz, timestamptz);
drop function public.get_office_counts();
drop function private.office_counts(uuid);
drop function private.day_span(uuid, date);
