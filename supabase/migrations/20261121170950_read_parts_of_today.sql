-- The day part by part: where one part cannot be read, a screen still shows the others.

create function private.today_coming(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
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
  );
end;
$$;
comment on function private.today_coming(uuid) is 'Visits that begin within two hours, the next one first.';
revoke execute on function private.today_coming(uuid) from public;

create or replace function public.get_today(payload jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  today record := private.day_span(org, (payload ->> 'date')::date);
  tomorrow record;
  day date;
  -- Null is everything.
  wanted constant text[] := case
    when payload ? 'parts' then array(select jsonb_array_elements_text(payload -> 'parts'))
  end;
  answer jsonb;
begin
  perform private.require_permission('read', 'bookings', 'all');
  day := (today.from_at at time zone today.zone)::date;
  tomorrow := private.day_span(org, day + 1);
  answer := jsonb_build_object('date', day, 'time_zone', today.zone);
  if wanted is null or 'needs' = any (wanted) then
    answer := answer || jsonb_build_object('needs', private.today_needs(org, today.from_at, today.to_at));
  end if;
  if wanted is null or 'now' = any (wanted) then
    answer := answer || jsonb_build_object('now', private.today_now(org, today.to_at));
  end if;
  if wanted is null or 'numbers' = any (wanted) then
    answer := answer || jsonb_build_object('numbers', private.today_numbers(org, today.from_at, today.to_at));
  end if;
  if wanted is null or 'next_two_hours' = any (wanted) then
    answer := answer || jsonb_build_object('next_two_hours', private.today_coming(org));
  end if;
  if wanted is null or 'tomorrow' = any (wanted) then
    answer := answer || jsonb_build_object('tomorrow', private.day_load(org, tomorrow.from_at, tomorrow.to_at));
  end if;
  if wanted is null or 'counts' = any (wanted) then
    answer := answer || jsonb_build_object('counts', private.office_counts(org));
  end if;
  return answer;
end;
$$;
comment on function public.get_today(jsonb) is
  'The day of {date?, parts?}: {date, time_zone, needs, now, numbers, next_two_hours, tomorrow, counts}, of these the '
  'parts that are asked for. Definer: as list_bookings.';
