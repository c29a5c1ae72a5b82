-- Undoes "build board in one piece".
create or replace function public.get_board(payload jsonb) returns jsonb
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
begin
  if from_at is null or to_at is null or to_at <= from_at or to_at > from_at + interval '15 days' then
    raise exception 'invalid: A board shows up to 14 days.' using errcode = 'CO422', hint = 'to';
  end if;
  ids := array(select private.board_booking_ids(org, own_ids, from_at, to_at, wanted, most));
  return private.board_frame(org, scope, from_at, to_at, wanted) || jsonb_build_object(
    'bookings', (
      select coalesce(jsonb_agg(b.data order by b.place), '[]')
      from private.booking_json(org, ids[1:most]) with ordinality as b (id, data, place)
    ),
    'truncated', cardinality(ids) > most
  );
end;
$$;
