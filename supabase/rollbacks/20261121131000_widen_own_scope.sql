-- Undoes "widen own scope".
create or replace function private.own_customer_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  return query
    select c.id from public.customers as c where c.org_id = me.org_id and c.assigned_to = me.user_id;
end;
$$;
comment on function private.own_customer_ids() is
  'Customers that count as the caller''s own under scope own. Definer: it reads the table whose policy it serves.';

create or replace function private.own_property_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.current_org_id();
begin
  return query
    select p.id
    from public.properties as p
    where p.org_id = org and p.customer_id in (select private.own_customer_ids());
end;
$$;
comment on function private.own_property_ids() is
  'Properties that count as the caller''s own under scope own. Definer: it reads the table whose policy it serves.';

drop policy booking_status_history_select_reader on public.booking_status_history;
drop policy booking_assignments_select_reader on public.booking_assignments;
drop policy bookings_select_reader on public.bookings;
drop policy jobs_select_reader on public.jobs;
drop function private.own_job_ids();
drop function private.own_booking_ids();
