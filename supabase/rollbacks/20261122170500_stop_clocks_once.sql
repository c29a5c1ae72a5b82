-- Undoes "stop clocks once".
create or replace function private.stop_clock(org uuid, entry public.time_entries, moment timestamptz) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if moment > (entry).starts_at then
    update public.time_entries as e
    set ends_at = least(moment, (entry).starts_at + interval '31 days')
    where e.org_id = org and e.id = (entry).id;
  else
    delete from public.time_entries as e where e.org_id = org and e.id = (entry).id;
  end if;
end;
$$;
