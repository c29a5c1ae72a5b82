-- Planning a visit asked the same things in several places, and asked some of them as a query where a look is enough.
-- Who plans is found out once for all rights; whether the time is free is one look for each person, and only what is in
-- the way is described; keys, periods and locks are worked out without queries. What is locked, checked and refused, and
-- in which order, is as before.

-- One membership for all the rights that a request needs. Who lacks one is refused where everybody is.
create function private.require_full_rights(permissions public.permission_type[], resource public.resource_type)
returns uuid
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  me constant record := private.live_membership();
  permission public.permission_type;
begin
  if me.org_id is null then
    return private.require_org();
  end if;
  foreach permission in array permissions loop
    if private.scope_of(me.org_id, me.user_id, me.role, permission, resource) is distinct from 'all' then
      perform private.require_permission(permission, resource, 'all');
    end if;
  end loop;
  return me.org_id;
end;
$$;
comment on function private.require_full_rights(public.permission_type[], public.resource_type) is
  'The organization of the session, if all these rights on all its records are held; else the refusal of the first '
  'that is not. Definer: rights are read by nobody directly.';
revoke execute on function private.require_full_rights(public.permission_type[], public.resource_type) from public;

-- A list of texts is written like a list of keys, but for its brackets and quotes.
create or replace function private.resource_ids(assigned jsonb) returns uuid[]
language plpgsql immutable set search_path = ''
as $$
begin
  return coalesce(
    translate(jsonb_path_query_array(assigned, '$[*].resource_id')::text, '[]"', '{}')::uuid[], '{}'
  );
end;
$$;

-- Somebody may be done before he should have begun; a minute remains, for an empty range is no row.
create or replace function private.period_of(booking public.bookings) returns tstzrange
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when booking.starts_at is not null and booking.ends_at is not null
      and booking.buffer_before_min + booking.buffer_after_min is not null
      and booking.status not in ('unscheduled', 'cancelled', 'no_show')
    then tstzrange(
      booking.starts_at - make_interval(mins => booking.buffer_before_min),
      case
        when booking.freed_at is null then booking.ends_at + make_interval(mins => booking.buffer_after_min)
        else least(
          booking.ends_at + make_interval(mins => booking.buffer_after_min),
          greatest(
            booking.freed_at,
            booking.starts_at - make_interval(mins => booking.buffer_before_min) + interval '1 minute'
          )
        )
      end,
      '[)'
    )
  end;
end;
$$;

-- The same keys in the same order. One person, and one day, need no ordering, which takes a query.
create or replace function private.lock_times(org uuid, resources uuid[], spans tstzrange[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  people uuid[] := coalesce(resources, '{}');
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
  if cardinality(people) > 1 then
    people := array(select distinct r from unnest(people) as r order by r);
  end if;
  foreach resource in array people loop
    continue when resource is null;
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

-- Both looks in one statement: a hold that has run out is never a deliberate overlap.
create or replace function private.guard_occupancy() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  moment timestamptz;
  taken text;
  have_expired boolean;
  is_met boolean;
begin
  if tg_op = 'UPDATE' then
    if new.resource_id = old.resource_id and new.period <@ old.period
      and (new.overlap_reason is not null or old.overlap_reason is null) then
      return new;
    end if;
  end if;
  taken := private.lock_times(new.org_id, array[new.resource_id], array[new.period])::text;
  moment := clock_timestamp();
  select
    exists (
      select
      from public.resource_occupancy as o
      where o.org_id = new.org_id and o.resource_id = new.resource_id and o.expires_at <= moment
    ),
    exists (
      select
      from public.resource_occupancy as o
      where o.org_id = new.org_id
        and o.resource_id = new.resource_id
        and o.period && new.period
        and o.overlap_reason is not null
        and o.id <> new.id
    )
  into have_expired, is_met;
  if have_expired then
    perform private.remove_expired_holds(new.org_id, new.resource_id, new.period, moment);
  end if;
  if new.overlap_reason is null and is_met then
    raise exception 'double_booking: The resource is occupied at that time.' using errcode = 'CO409';
  end if;
  return new;
end;
$$;

-- Whether anything is there, which it hardly ever is; what, and whose, is find_conflicts.
create function private.is_taken(org uuid, resources uuid[], span tstzrange) returns boolean
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  person uuid;
begin
  foreach person in array resources loop
    if exists (
      select
      from public.resource_occupancy as o
      where o.org_id = org
        and o.resource_id = person
        and o.period operator(pg_catalog.&&) span
        and (o.expires_at is null or o.expires_at > clock_timestamp())
    ) then
      return true;
    end if;
  end loop;
  return false;
end;
$$;
comment on function private.is_taken(uuid, uuid[], tstzrange) is
  'Whether one of these resources has anything at that time, holds included as long as they live.';
revoke execute on function private.is_taken(uuid, uuid[], tstzrange) from public;

-- Eleven keys are made for one visit: the clock is read as a number that the processor knows.
create or replace function private.uuid_v7() returns uuid
language plpgsql volatile parallel safe set search_path = ''
as $$
begin
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3)
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
