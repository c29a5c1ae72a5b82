-- Who opens a visit asked four times what he may do, and two of these answers were hardly ever needed: most visits are
-- closed, and nothing leads on from there; and only what is completed is taken up again with a right of its own.

-- A step is allowed when the right is there and the visit has what the state asks for. Rights are asked when the first
-- step needs them.
create or replace function private.booking_steps(booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'to', t.to_status,
          'needs_reason', t.needs_reason,
          'allowed', coalesce(
            t.to_status <> 'scheduled'
            and (booking.is_assigned or t.to_status in ('unscheduled', 'cancelled', 'no_show'))
            and case t.permission
              when 'approve' then (select private.permission_scope('approve', 'bookings')) = 'all'
                and booking.actual_end >= now() - private.reopen_reach()
              else case (select private.permission_scope('update', 'bookings'))
                when 'all' then true
                when 'own' then t.is_field and booking.id in (select private.own_booking_ids())
              end
            end,
            false
          )
        )
        order by t.to_status
      ),
      '[]'
    )
    from private.booking_transitions as t
    where t.from_status = booking.status
  );
end;
$$;

-- Own visits are looked for only for whom sees no others.
create or replace function public.get_booking(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
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
