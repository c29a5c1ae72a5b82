-- Undoes "create customers", with all rows.
drop table public.customers;
drop function private.date_consent();
drop function private.own_customer_ids();
