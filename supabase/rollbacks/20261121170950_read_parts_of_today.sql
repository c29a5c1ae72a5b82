-- Undoes "read parts of today": the day is read whole again.
create or replace function public.get_today(payload jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  today record := private.day_span(org, (payload ->> 'date')::date);
  tomorrow record;
  day date;
begin
  perform private.require_permission('read', 'bookings', 'all');
  day := (today.from_at at time zone today.zone)::date;
  tomorrow := private.day_span(org, day + 1);
  return jsonb_build_object(
    'date', day,
    'time_zone', today.zone,
    'needs', private.today_needs(org, today.from_at, today.to_at),
    'now', private.today_now(org, today.to_at),
    'numbers', private.today_numbers(org, today.from_at, today.to_at),
    'next_two_hours', (
      select coalesce(jsonb_agg(b.data order by b.place), '[]')
      from private.booking_json(org, array(
        select n.id
        from public.bookings as n
        where n.org_id = org
          and n.status in ('scheduled', 'dispatched')
          and n.starts_at >= now()
          and n.starts_at < now() + interval '2 hours'
        order by n.starts_at, n.id
        limit 50
      )) with ordinality as b (id, data, place)
    ),
    'tomorrow', private.day_load(org, tomorrow.from_at, tomorrow.to_at),
    'counts', private.office_counts(org)
  );
end;
$$;
comment on function public.get_today(jsonb) is
  'The day of {date?}: {date, time_zone, needs, now, numbers, next_two_hours, tomorrow, counts}. '
  'Definer: as list_bookings.';

drop function private.today_coming(uuid);
