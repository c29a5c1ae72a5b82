-- Undoes "create skills", with all rows.
drop table public.skills;
