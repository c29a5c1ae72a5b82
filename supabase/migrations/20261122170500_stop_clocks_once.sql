-- A technician's next step, taken at the same moment elsewhere, may have ended what runs already and begun what follows.
-- Who ended it later wrote over that and met the new entry: the step failed for hours, which it must never do.

create or replace function private.stop_clock(org uuid, entry public.time_entries, moment timestamptz) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('hours:' || org || (entry).resource_id, 0));
  if moment > (entry).starts_at then
    update public.time_entries as e
    set ends_at = least(moment, (entry).starts_at + interval '31 days')
    where e.org_id = org and e.id = (entry).id and e.ends_at is null;
  else
    delete from public.time_entries as e where e.org_id = org and e.id = (entry).id and e.ends_at is null;
  end if;
end;
$$;
