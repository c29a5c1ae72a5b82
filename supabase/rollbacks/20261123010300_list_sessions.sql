-- Undoes "list sessions".
drop function public.end_session(uuid);
drop function public.list_sessions();
