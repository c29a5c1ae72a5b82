-- Undoes "create customer tag functions".
drop function public.set_customer_tags(uuid, bigint, uuid[]);
drop function private.require_tags(uuid, uuid[]);
drop function private.customer_tag_data(uuid, uuid);
