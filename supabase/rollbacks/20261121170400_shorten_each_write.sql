

create or replace function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  ids uuid[];
  jobs uuid[];
begin
  insert into public.booking_status_history
    (org_id, booking_id, booking_version, to_status, actor_kind, actor_id)
  select n.org_id, n.id, n.version, n.status, actor.kind, actor.id from new_rows as n;
  insert into public.booking_assignments (org_id, booking_id, resource_id, crew_id, role)
  select n.org_id, n.id, w.resource_id, w.crew_id, w.role
  from new_rows as n
  cross join lateral jsonb_to_recordset(n.assigned) as w (resource_id uuid, crew_id uuid, role text);
  for org, ids in select n.org_id, array_agg(n.id) from new_rows as n group by n.org_id loop
    perform private.place_bookings(org, ids);
    if exists (select from new_rows as n where n.parent_booking_id is not null) then
      perform private.check_parents(org, ids);
    end if;
    jobs := array(select distinct n.job_id from new_rows as n where n.org_id = org);
    perform private.write_job_status(org, jobs);
    perform private.refuse_closed_jobs(org, jobs);
  end loop;
  return null;
end;
$$;
