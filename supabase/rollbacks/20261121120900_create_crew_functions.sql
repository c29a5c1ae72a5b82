-- Undoes "create crew functions".
drop function public.restore_crew(jsonb);
drop function public.delete_crew(uuid, bigint);
drop function public.update_crew(uuid, bigint, jsonb);
drop function public.create_crew(jsonb);
drop function private.follow_crew(uuid, uuid, uuid[]);
drop function private.assigned_with_crew(uuid, jsonb, uuid, date);
drop function private.set_crew_members(uuid, uuid, jsonb);
drop function private.lock_crew(uuid, uuid);
drop function public.list_crews(jsonb, integer, jsonb);
drop function public.get_crew(uuid);
drop function private.crew_row(uuid, uuid);
drop function private.crew_rows(uuid, uuid[]);
