-- Undoes "create customer contacts", with all rows.
drop table public.customer_contacts;
drop function private.keep_one_primary();
