-- Visits are opened as before: every right is asked first.
create or replace function private.booking_steps(booking public.bookings) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  may_update constant text := private.permission_scope('update', 'bookings');
  may_approve constant text := private.permission_scope('approve', 'bookings');
  is_own constant boolean := may_update = 'own' and booking.id in (select private.own_booking_ids());
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'to', t.to_status,
          'needs_reason', t.needs_reason,
          'allowed', coalesce(
            case t.permission
              when 'approve' then may_approve = 'all' and booking.actual_end >= now() - private.reopen_reach()
              else may_update = 'all' or is_own and t.is_field
            end
            and t.to_status <> 'scheduled'
            and (booking.is_assigned or t.to_status in ('unscheduled', 'cancelled', 'no_show')),
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

create or replace function public.get_booking(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
  booking public.bookings;
begin
  select b.* into booking
  from public.bookings as b
  where b.org_id = org
    and b.id = get_booking.id
    and (scope = 'all' or b.id in (select private.own_booking_ids()));
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select b.data from private.booking_json(org, array[booking.id]) as b) || jsonb_build_object(
    'transitions', private.booking_steps(booking), 'status_history', private.step_list(org, booking.id)
  );
end;
$$;
