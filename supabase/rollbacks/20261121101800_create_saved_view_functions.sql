-- Undoes "create saved view functions".
drop function public.delete_saved_view(uuid, bigint);
drop function public.create_saved_view(jsonb);
