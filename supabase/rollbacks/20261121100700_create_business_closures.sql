-- Undoes "create business closures", with all rows.
drop table public.business_closures;
