-- Who keeps a time while he is on the phone was told that it is taken, by himself. A hold of the caller's own is in
-- nobody's way where he names it, as he will when he books, or where it is for the job he asks about.
create function private.is_own_hold(org uuid, hold uuid, payload jsonb) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return hold is not null and exists (
    select
    from public.booking_holds as h
    where h.org_id = org
      and h.id = hold
      and h.held_by = private.current_user_id()
      and (h.id = (payload ->> 'hold_id')::uuid or h.job_id = (payload ->> 'job_id')::uuid)
  );
end;
$$;
comment on function private.is_own_hold(uuid, uuid, jsonb) is
  'Whether a hold is the caller''s own, for the visit he asks about: {hold_id} names it, or {job_id} is its job.';
revoke execute on function private.is_own_hold(uuid, uuid, jsonb) from public;

create or replace function public.check_booking(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  conflicts jsonb;
  booking public.bookings;
begin
  perform private.require_permission('read', 'bookings', 'all');
  booking := private.imagine_booking(org, payload);
  select coalesce(jsonb_agg(private.describe_conflict(o) order by o.period, o.resource_id), '[]') into conflicts
  from private.find_conflicts(
    org, private.resource_ids(booking.assigned), private.period_of(booking), array_remove(array[booking.id], null)
  ) as o
  where not private.is_own_hold(org, o.hold_id, payload);
  return jsonb_build_object('status', 200, 'data', jsonb_build_object(
    'conflicts', conflicts,
    'warnings', private.booking_warnings(org, booking),
    'next_fit', case when conflicts <> '[]' then private.next_fit(org, booking) end
  ));
end;
$$;

-- Nobody calls it any more.
drop function private.check_conflicts(uuid, jsonb);
