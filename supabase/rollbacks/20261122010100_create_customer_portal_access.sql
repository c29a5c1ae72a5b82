-- Undoes "create customer portal access".
drop table public.customer_portal_access;
