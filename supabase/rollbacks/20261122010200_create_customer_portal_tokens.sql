-- Undoes "create customer portal tokens".
drop table public.customer_portal_views;
drop table private.portal_operations;
drop table private.portal_sessions;
drop table private.portal_codes;
drop table private.customer_portal_tokens;
