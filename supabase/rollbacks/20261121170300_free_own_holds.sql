-- Undoes "free own holds".
create function private.check_conflicts(org uuid, payload jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  b constant public.bookings := private.imagine_booking(org, payload);
begin
  return private.conflict_list(
    org, private.resource_ids(b.assigned), private.period_of(b),
    array_remove(array[b.id], null)
  );
end;
$$;
comment on function private.check_conflicts(uuid, jsonb) is
  'What would be in the way of {id? | job_id?, starts_at, ends_at, assignments}.';
revoke execute on function private.check_conflicts(uuid, jsonb) from public;

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
  conflicts := private.conflict_list(
    org, private.resource_ids(booking.assigned), private.period_of(booking), array_remove(array[booking.id], null)
  );
  return jsonb_build_object('status', 200, 'data', jsonb_build_object(
    'conflicts', conflicts,
    'warnings', private.booking_warnings(org, booking),
    'next_fit', case when conflicts <> '[]' then private.next_fit(org, booking) end
  ));
end;
$$;
drop function private.is_own_hold(uuid, uuid, jsonb);
