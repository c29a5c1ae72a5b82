-- Rights, keys, periods and locks are worked out as before, with queries.
create or replace function private.resource_ids(assigned jsonb) returns uuid[]
language plpgsql immutable set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(w.resource_id), '{}') from jsonb_to_recordset(assigned) as w (resource_id uuid)
  );
end;
$$;

create or replace function private.period_of(booking public.bookings) returns tstzrange
language plpgsql immutable set search_path = ''
as $$
declare
  begins constant timestamptz := booking.starts_at - make_interval(mins => booking.buffer_before_min);
  ends timestamptz := booking.ends_at + make_interval(mins => booking.buffer_after_min);
begin
  if begins is null or ends is null or booking.status in ('unscheduled', 'cancelled', 'no_show') then
    return null;
  end if;
  if booking.freed_at is not null then
    -- Somebody may be done before he should have begun; a minute remains, for an empty range is no row.
    ends := least(ends, greatest(booking.freed_at, begins + interval '1 minute'));
  end if;
  return tstzrange(begins, ends, '[)');
end;
$$;

create or replace function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  span tstzrange;
  first_day bigint;
  last_day bigint;
  days bigint[] := '{}';
  resource uuid;
  person text;
  taken text;
begin
  foreach span in array spans loop
    continue when span is null;
    first_day := floor(extract(epoch from lower(span)) / 86400);
    last_day := floor(extract(epoch from upper(span)) / 86400);
    for day in first_day..least(last_day, first_day + 15) loop
      days := days || (day % 64 + 64) % 64;
    end loop;
  end loop;
  if cardinality(days) > 1 then
    days := array(select distinct d from unnest(days) as d order by d);
  end if;
  for resource in select distinct r from unnest(resources) as r where r is not null order by r loop
    person := 'resource:' || org || resource;
    if cardinality(days) >= 16 then
      taken := pg_advisory_xact_lock(hashtextextended(person, 0))::text;
    else
      taken := pg_advisory_xact_lock_shared(hashtextextended(person, 0))::text;
      for place in 1..cardinality(days) loop
        taken := pg_advisory_xact_lock(hashtextextended(person || days[place], 0))::text;
      end loop;
    end if;
  end loop;
end;
$$;

create or replace function private.guard_occupancy() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  moment timestamptz;
  taken text;
begin
  if tg_op = 'UPDATE' then
    if new.resource_id = old.resource_id and new.period <@ old.period
      and (new.overlap_reason is not null or old.overlap_reason is null) then
      return new;
    end if;
  end if;
  taken := private.lock_times(new.org_id, array[new.resource_id], array[new.period])::text;
  moment := clock_timestamp();
  if exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id and o.resource_id = new.resource_id and o.expires_at <= moment
  ) then
    perform private.remove_expired_holds(new.org_id, new.resource_id, new.period, moment);
  end if;
  if new.overlap_reason is null and exists (
    select
    from public.resource_occupancy as o
    where o.org_id = new.org_id
      and o.resource_id = new.resource_id
      and o.period && new.period
      and o.overlap_reason is not null
      and o.id <> new.id
  ) then
    raise exception 'double_booking: The resource is occupied at that time.' using errcode = 'CO409';
  end if;
  return new;
end;
$$;

create or replace function private.uuid_v7() returns uuid
language plpgsql volatile parallel safe set search_path = ''
as $$
begin
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6
        ),
        -- A random uuid is version 4, binary 0100; these two bits make it 7, binary 0111.
        52, 1
      ),
      53, 1
    ),
    'hex'
  )::uuid;
end;
$$;

drop function private.is_taken(uuid, uuid[], tstzrange);

drop function private.require_full_rights(public.permission_type[], public.resource_type);
