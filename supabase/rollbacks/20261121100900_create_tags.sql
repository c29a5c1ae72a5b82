-- Undoes "create tags", with all rows.
drop table public.customer_tags;
drop table public.tags;
