-- What is a technician's own: visits he is sent to, their jobs, and the customers and places of these. It reaches back
-- as many days as the organization says, so that who leaves a customer does not keep his address for ever.

create function private.own_booking_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
  since timestamptz;
begin
  if me.org_id is null then
    return;
  end if;
  since := now() - make_interval(days => (private.setting(me.org_id, 'scheduling', 'own_reach_days'))::integer);
  return query
    select b.id
    from public.bookable_resources as r
    join public.booking_assignments as a on a.org_id = me.org_id and a.resource_id = r.id
    join public.bookings as b on b.org_id = me.org_id and b.id = a.booking_id
    where r.org_id = me.org_id
      and r.user_id = me.user_id
      and r.deleted_at is null
      and coalesce(b.ends_at, b.created_at) > since;
end;
$$;
comment on function private.own_booking_ids() is
  'Visits the caller is sent to, as far back as the organization''s setting. '
  'Definer: it reads the tables whose policies it serves.';
revoke execute on function private.own_booking_ids() from public;
grant execute on function private.own_booking_ids() to authenticated;

create function private.own_job_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.current_org_id();
begin
  return query
    select distinct b.job_id
    from public.bookings as b
    where b.org_id = org and b.id in (select private.own_booking_ids());
end;
$$;
comment on function private.own_job_ids() is
  'Jobs of the caller''s own visits. Definer: it reads the table whose policy it serves.';
revoke execute on function private.own_job_ids() from public;
grant execute on function private.own_job_ids() to authenticated;

create or replace function private.own_customer_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  return query
    select c.id from public.customers as c where c.org_id = me.org_id and c.assigned_to = me.user_id
    union
    select j.customer_id from public.jobs as j where j.org_id = me.org_id and j.id in (select private.own_job_ids());
end;
$$;
comment on function private.own_customer_ids() is
  'Customers the caller looks after or is sent to. Definer: it reads the tables whose policies it serves.';

-- Of a customer he is sent to he sees the place he is sent to, and no other house.
create or replace function private.own_property_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  return query
    select p.id
    from public.customers as c
    join public.properties as p on p.org_id = me.org_id and p.customer_id = c.id
    where c.org_id = me.org_id and c.assigned_to = me.user_id
    union
    select j.property_id from public.jobs as j where j.org_id = me.org_id and j.id in (select private.own_job_ids());
end;
$$;
comment on function private.own_property_ids() is
  'Places of customers the caller looks after, and those he is sent to. '
  'Definer: it reads the tables whose policies it serves.';

create policy jobs_select_reader on public.jobs for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'jobs')) = 'all'
      or (
        (select private.permission_scope('read', 'jobs')) = 'own'
        and id in (select private.own_job_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'jobs')))
  );

create policy bookings_select_reader on public.bookings for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'bookings')) = 'all'
      or (
        (select private.permission_scope('read', 'bookings')) = 'own'
        and id in (select private.own_booking_ids())
      )
    )
  );

create policy booking_assignments_select_reader on public.booking_assignments for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'bookings')) = 'all'
      or (
        (select private.permission_scope('read', 'bookings')) = 'own'
        and booking_id in (select private.own_booking_ids())
      )
    )
  );

create policy booking_status_history_select_reader on public.booking_status_history for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'bookings')) = 'all'
      or (
        (select private.permission_scope('read', 'bookings')) = 'own'
        and booking_id in (select private.own_booking_ids())
      )
    )
  );
