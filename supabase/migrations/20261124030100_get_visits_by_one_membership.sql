-- A visit asks once who is asking for it.

create or replace function public.get_booking(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  -- Who asks is looked up once. Without a company or the right the long way says why.
  me constant record := private.live_membership();
  org constant uuid := coalesce(me.org_id, private.require_org());
  scope constant text := coalesce(
    private.scope_of(me.org_id, me.user_id, me.role, 'read', 'bookings'),
    private.require_permission('read', 'bookings')
  );
  booking public.bookings;
  is_seen boolean;
begin
  select b.* into booking
  from public.bookings as b
  where b.org_id = org
    and b.id = get_booking.id;
  is_seen := found;
  if is_seen and scope <> 'all' then
    is_seen := booking.id in (select private.own_booking_ids());
  end if;
  if not is_seen then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select b.data from private.booking_json(org, array[booking.id]) as b) || jsonb_build_object(
    'transitions', private.booking_steps(booking), 'status_history', private.step_list(org, booking.id)
  );
end;
$$;

