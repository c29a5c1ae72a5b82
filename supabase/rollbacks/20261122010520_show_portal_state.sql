-- Undoes "show portal state".
drop function public.portal_confirm(jsonb);
drop function public.portal_state();
drop function private.portal_hold_json(uuid, uuid);
delete from public.booking_holds where principal is not null;
drop index public.booking_holds_principal_idx;
alter table public.booking_holds drop column principal;
drop function private.portal_rights(public.bookings, text[]);
drop function private.portal_visit(uuid, public.bookings, public.properties, text);
