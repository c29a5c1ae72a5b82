-- Undoes "create holiday function".
drop function public.add_holidays(jsonb);
