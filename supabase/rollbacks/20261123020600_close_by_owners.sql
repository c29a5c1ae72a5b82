-- Undoes "close by owners": what waits for its deletion is opened by the operator alone.
drop function public.reopen_organization(jsonb);
drop function public.list_closings();
drop function public.close_organization(jsonb);
alter table ops.closings drop column is_by_owner;
