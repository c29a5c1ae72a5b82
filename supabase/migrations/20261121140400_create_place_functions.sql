-- How far places are from one another, and the settings of planning. Slots, warnings and lateness all reckon with these
-- and no other numbers, so that they never disagree.

-- Great-circle distance by the haversine formula on a sphere of 6,371 km. Roads are longer than the straight line by
-- the circuity (1.3 in most cities: Ballou et al., 2002); speed is the organization's average in traffic. Null when a
-- place is not on the map: unknown is not zero.
create function private.travel_min(
  from_lat double precision, from_lng double precision, to_lat double precision, to_lng double precision,
  speed_kmh double precision, circuity double precision
) returns integer
language plpgsql immutable strict parallel safe set search_path = ''
as $$
begin
  return ceil(
    2 * 6371 * asin(least(1, sqrt(
      sin(radians(to_lat - from_lat) / 2) ^ 2
      + cos(radians(from_lat)) * cos(radians(to_lat)) * sin(radians(to_lng - from_lng) / 2) ^ 2
    ))) * circuity / speed_kmh * 60
  );
end;
$$;
comment on function private.travel_min(
  double precision, double precision, double precision, double precision, double precision, double precision
) is 'Minutes on the road between two places, rounded up; null when a place is unknown.';
revoke execute on function private.travel_min(
  double precision, double precision, double precision, double precision, double precision, double precision
) from public;

-- Numbers of the category scheduling, read once for a whole statement.
create function private.scheduling_settings(
  org uuid, out step_min integer, out window_min integer, out speed_kmh double precision,
  out circuity double precision, out late_departure_min integer, out late_arrival_min integer, out daily_limit jsonb
)
language plpgsql stable set search_path = ''
as $$
declare
  known constant jsonb := (
    select jsonb_object_agg(d.name, coalesce(s.value, d.value))
    from private.default_settings as d
    left join public.system_settings as s on s.org_id = org and s.category = d.category and s.name = d.name
    where d.category = 'scheduling'
  );
begin
  step_min := known ->> 'slot_step_min';
  window_min := known ->> 'arrival_window_min';
  speed_kmh := known ->> 'travel_speed_kmh';
  circuity := known ->> 'travel_circuity';
  late_departure_min := known ->> 'late_departure_min';
  late_arrival_min := known ->> 'late_arrival_min';
  daily_limit := nullif(known -> 'daily_limit', 'null');
end;
$$;
comment on function private.scheduling_settings(uuid) is 'The settings that slots, warnings and lateness reckon with.';
revoke execute on function private.scheduling_settings(uuid) from public;
