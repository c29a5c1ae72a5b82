-- Several visits moved at once, all or nothing: two may change places. And the question beforehand what is in the way.

-- Two of the moved visits that want the same person at the same time: neither is in the table yet.
create function private.require_apart(org uuid, plans public.bookings[]) returns void
language plpgsql stable set search_path = ''
as $$
declare
  earlier public.bookings;
  later public.bookings;
  shared uuid;
begin
  for i in 1..cardinality(plans) loop
    for j in i + 1..cardinality(plans) loop
      earlier := plans[i];
      later := plans[j];
      continue when later.overlap_reason is not null or earlier.overlap_reason is not null
        or not coalesce(private.period_of(earlier) && private.period_of(later), false);
      select r into shared
      from unnest(private.resource_ids(earlier.assigned)) as r
      where r = any (private.resource_ids(later.assigned))
      limit 1;
      if found then
        perform private.refuse_double_booking(
          jsonb_build_array(private.describe_clash(org, shared, earlier)), 'moves.' || j - 1
        );
      end if;
    end loop;
  end loop;
end;
$$;
comment on function private.require_apart(uuid, public.bookings[]) is
  'Raises CO409 where two of the planned visits would occupy the same resource at the same time.';
revoke execute on function private.require_apart(uuid, public.bookings[]) from public;

create function private.describe_clash(org uuid, resource uuid, planned public.bookings) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'resource_id', r.id, 'resource_name', r.name, 'kind', 'assignment', 'until', upper(private.period_of(planned)),
    'booking', jsonb_build_object(
      'id', (planned).id, 'number', (planned).number, 'starts_at', (planned).starts_at, 'ends_at', (planned).ends_at,
      'customer_name', (
        select c.display_name
        from public.jobs as j
        join public.customers as c on c.org_id = org and c.id = j.customer_id
        where j.org_id = org and j.id = (planned).job_id
      )
    )
  )
  from public.bookable_resources as r
  where r.org_id = org and r.id = resource
$$;
comment on function private.describe_clash(uuid, uuid, public.bookings) is
  'A conflict with a visit that is being moved in the same call.';
revoke execute on function private.describe_clash(uuid, uuid, public.bookings) from public;

create function public.move_bookings(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  moves constant jsonb := payload -> 'moves';
  answer jsonb;
  was public.bookings[];
  plans public.bookings[];
  ids uuid[];
begin
  perform private.require_permission('update', 'bookings', 'all');
  if jsonb_path_exists(moves, '$[*].assignments') then
    perform private.require_permission('assign', 'bookings', 'all');
  end if;
  answer := private.claim_idempotency('move_bookings', payload, org);
  if answer is not null then
    return answer;
  end if;
  was := array(select b from private.lock_listed(org, moves, 'moves') as b);
  ids := array(select b.id from unnest(was) as b);
  for i in 1..cardinality(was) loop
    plans[i] := private.plan_booking(org, was[i], (moves -> i - 1) - 'version');
  end loop;
  perform private.lock_resources(org, array(
    select w.resource_id
    from unnest(was || plans) as b
    cross join lateral jsonb_to_recordset(b.assigned) as w (resource_id uuid)
  ));
  for i in 1..cardinality(was) loop
    plans[i] := private.require_free(
      org, was[i], plans[i], ids, nullif(btrim(payload ->> 'overlap_reason'), ''), 'moves.' || i - 1
    );
  end loop;
  perform private.require_apart(org, plans);
  perform private.write_plans(org, plans);
  return private.remember_answer(org, 200, (select jsonb_agg(r) from private.booking_rows(org, ids) as r));
end;
$$;
comment on function public.move_bookings(jsonb) is
  '{moves: [{id, version, starts_at?, ends_at?, assignments?}], overlap_reason?}: all or none; two may change places. '
  'Definer: visits and what they occupy are nobody''s tables.';
revoke execute on function public.move_bookings(jsonb) from public, anon;
grant execute on function public.move_bookings(jsonb) to authenticated;

-- The visit a question is about: an existing one with the changes, or one that does not exist yet.
create function private.imagine_booking(org uuid, payload jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings;
begin
  select x.* into b from public.bookings as x where x.org_id = org and x.id = (payload ->> 'id')::uuid;
  if not found then
    if payload ->> 'id' is not null then
      raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
    end if;
    b.org_id := org;
    b.job_id := (payload ->> 'job_id')::uuid;
    select s.buffer_before_min, s.buffer_after_min
    into b.buffer_before_min, b.buffer_after_min
    from public.jobs as j
    join public.service_types as s on s.org_id = org and s.id = j.service_type_id
    where j.org_id = org and j.id = b.job_id;
  end if;
  b.starts_at := (payload ->> 'starts_at')::timestamptz;
  b.ends_at := (payload ->> 'ends_at')::timestamptz;
  b.buffer_before_min := coalesce((payload ->> 'buffer_before_min')::integer, b.buffer_before_min, 0);
  b.buffer_after_min := coalesce((payload ->> 'buffer_after_min')::integer, b.buffer_after_min, 0);
  b.freed_at := null;
  b.status := 'scheduled';
  if b.starts_at is null or b.ends_at is null or b.ends_at <= b.starts_at then
    perform private.invalid('invalid', 'A visit ends after it begins.', 'ends_at');
  end if;
  if payload ? 'assignments' or b.assigned is null then
    b.assigned := private.resolve_assignments(
      org, coalesce(nullif(payload -> 'assignments', 'null'), '[]'),
      coalesce(
        private.visit_day(org, b.job_id, b.starts_at),
        (select (b.starts_at at time zone o.time_zone)::date from public.organizations as o where o.id = org)
      )
    );
  end if;
  return b;
end;
$$;
comment on function private.imagine_booking(uuid, jsonb) is
  'The visit {id? | job_id?, starts_at, ends_at, assignments} would be; nothing is locked or written.';
revoke execute on function private.imagine_booking(uuid, jsonb) from public;

create function private.check_conflicts(org uuid, payload jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  b constant public.bookings := private.imagine_booking(org, payload);
begin
  return private.conflict_list(
    org, private.resource_ids(b.assigned), private.period_of(b),
    array_remove(array[b.id], null)
  );
end;
$$;
comment on function private.check_conflicts(uuid, jsonb) is
  'What would be in the way of {id? | job_id?, starts_at, ends_at, assignments}.';
revoke execute on function private.check_conflicts(uuid, jsonb) from public;

create function public.check_booking(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'bookings', 'all');
  return jsonb_build_object('status', 200, 'data', jsonb_build_object(
    'conflicts', private.check_conflicts(org, payload), 'warnings', '[]'::jsonb, 'next_fit', null
  ));
end;
$$;
comment on function public.check_booking(jsonb) is
  'What would be in the way of a time; nothing is kept. Definer: what occupies people is nobody''s table.';
revoke execute on function public.check_booking(jsonb) from public, anon;
grant execute on function public.check_booking(jsonb) to authenticated;
