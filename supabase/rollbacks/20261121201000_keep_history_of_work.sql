-- Undoes "keep history of work".
create or replace function private.planning_subjects(org uuid, entity text, entity_id uuid) returns table (kind text, id uuid)
language plpgsql stable set search_path = ''
as $$
declare
  scope text;
begin
  if entity = 'job' then
    scope := private.require_permission('read', 'jobs');
    return query
      with this as (
        select j.id
        from public.jobs as j
        where j.org_id = org
          and j.id = planning_subjects.entity_id
          and (scope = 'all' or j.id in (select private.own_job_ids()))
          and (j.deleted_at is null or private.has_permission('delete', 'jobs'))
      )
      select 'job', this.id from this
      union all
      select 'booking', b.id
      from this
      join public.bookings as b on b.org_id = org and b.job_id = this.id
      where private.permission_scope('read', 'bookings') = 'all'
        or (private.has_permission('read', 'bookings') and b.id in (select private.own_booking_ids()));
  elsif entity = 'booking' then
    scope := private.require_permission('read', 'bookings');
    return query
      select 'booking', b.id
      from public.bookings as b
      where b.org_id = org
        and b.id = planning_subjects.entity_id
        and (scope = 'all' or b.id in (select private.own_booking_ids()));
  elsif entity = 'booking_request' then
    perform private.require_permission('read', 'booking_requests', 'all');
    return query
      select 'booking_request', r.id
      from public.booking_requests as r
      where r.org_id = org and r.id = planning_subjects.entity_id;
  end if;
end;
$$;
