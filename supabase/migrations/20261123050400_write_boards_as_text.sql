-- A full board is a megabyte. As jsonb it was taken apart and put together for the list of its visits, again for the
-- whole, and once more as text for the answer. As json it becomes text once, visit by visit.
drop function public.get_board(jsonb);
create function public.get_board(payload jsonb) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'bookings');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
  from_at constant timestamptz := (payload ->> 'from')::timestamptz;
  to_at constant timestamptz := (payload ->> 'to')::timestamptz;
  wanted constant uuid := (payload ->> 'resource_id')::uuid;
  most constant integer := 2000;
  ids uuid[];
  frame jsonb;
begin
  if from_at is null or to_at is null or to_at <= from_at or to_at > from_at + interval '15 days' then
    raise exception 'invalid: A board shows up to 14 days.' using errcode = 'CO422', hint = 'to';
  end if;
  ids := array(select private.board_booking_ids(org, own_ids, from_at, to_at, wanted, most));
  frame := private.board_frame(org, scope, from_at, to_at, wanted);
  return json_build_object(
    'resources', frame -> 'resources',
    'crews', frame -> 'crews',
    'time_off', frame -> 'time_off',
    'holds', frame -> 'holds',
    'closures', frame -> 'closures',
    'bookings', (
      select coalesce(json_agg(b.data order by b.place), '[]')
      from private.booking_json(org, ids[1:most]) with ordinality as b (id, data, place)
    ),
    'truncated', cardinality(ids) > most
  );
end;
$$;
comment on function public.get_board(jsonb) is
  'The board of {from, to, resource_id?}, at most 14 days: {resources, crews, bookings, time_off, holds, closures, '
  'truncated}. Definer: as list_bookings; time off is shown as far as the caller may read it.';
revoke execute on function public.get_board(jsonb) from public, anon;
grant execute on function public.get_board(jsonb) to authenticated;
