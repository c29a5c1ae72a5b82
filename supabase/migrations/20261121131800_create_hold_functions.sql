-- A time kept while somebody is on the phone. It occupies like a visit, buffers included, and runs out by itself.

create function private.hold_answer(org uuid, hold uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', h.id,
    'resource_ids', (
      select coalesce(jsonb_agg(o.resource_id order by o.resource_id), '[]')
      from public.resource_occupancy as o
      where o.org_id = org and o.hold_id = h.id
    ),
    'job_id', h.job_id, 'starts_at', h.starts_at, 'ends_at', h.ends_at, 'expires_at', h.expires_at
  )
  from public.booking_holds as h
  where h.org_id = org and h.id = hold
$$;
comment on function private.hold_answer(uuid, uuid) is 'A hold as answers show it.';
revoke execute on function private.hold_answer(uuid, uuid) from public;

create function private.insert_hold(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  b public.bookings;
  people uuid[];
  conflicts jsonb;
  hold uuid;
begin
  b := private.imagine_booking(org, (payload - 'id') || jsonb_build_object(
    'assignments', (
      select coalesce(jsonb_agg(jsonb_build_object('resource_id', r)), '[]')
      from jsonb_array_elements_text(payload -> 'resource_ids') as r
    )
  ));
  people := private.resource_ids(b.assigned);
  if people = '{}' then
    perform private.invalid('invalid', 'Name who is to be kept free.', 'resource_ids');
  end if;
  if payload ->> 'job_id' is not null then
    perform private.require_open_job(org, b.job_id);
  end if;
  perform private.lock_resources(org, people);
  -- Those of people nobody asks for any more would stay for ever; rows that somebody is removing are left to him.
  delete from public.booking_holds as h
  where h.org_id = org
    and h.id in (
      select e.id
      from public.booking_holds as e
      where e.org_id = org and e.expires_at < now()
      for update skip locked
    );
  conflicts := private.conflict_list(org, people, private.period_of(b), '{}');
  if conflicts <> '[]' then
    perform private.refuse_double_booking(conflicts, 'resource_ids');
  end if;
  insert into public.booking_holds as h (org_id, job_id, starts_at, ends_at, expires_at)
  values (
    org, b.job_id, b.starts_at, b.ends_at,
    now() + make_interval(mins => (private.setting(org, 'scheduling', 'hold_min'))::integer)
  )
  returning h.id into hold;
  insert into public.resource_occupancy (org_id, resource_id, period, kind, hold_id, expires_at)
  select org, r, private.period_of(b), 'hold', hold, h.expires_at
  from unnest(people) as r
  join public.booking_holds as h on h.org_id = org and h.id = hold
  order by r;
  return hold;
end;
$$;
comment on function private.insert_hold(uuid, jsonb) is
  'Keeps {resource_ids, starts_at, ends_at, job_id?} free; raises CO409 double_booking. '
  'The caller has been asked for his right.';
revoke execute on function private.insert_hold(uuid, jsonb) from public;

create function public.create_hold(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'holds', 'all');
  answer := private.claim_idempotency('create_hold', payload, org);
  if answer is not null then
    return answer;
  end if;
  -- In a statement of its own: the answer is read by what follows the writing.
  made := private.insert_hold(org, payload);
  return private.remember_answer(org, 201, private.hold_answer(org, made));
end;
$$;
comment on function public.create_hold(jsonb) is
  '{resource_ids, starts_at, ends_at, job_id?}: keeps the time for some minutes. '
  'Definer: what occupies people is nobody''s table.';
revoke execute on function public.create_hold(jsonb) from public, anon;
grant execute on function public.create_hold(jsonb) to authenticated;

-- One's own, or anybody's with the right to delete them; one that ran out and is gone is as unknown as a stranger's.
create function public.release_hold(id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  may_delete constant boolean := private.permission_scope('delete', 'holds') = 'all';
  answer jsonb := private.hold_answer(org, release_hold.id);
begin
  perform private.require_permission('create', 'holds', 'all');
  delete from public.booking_holds as h
  where h.org_id = org
    and h.id = release_hold.id
    and (may_delete or h.held_by = private.current_user_id());
  if not found then
    raise exception 'not_found: There is no such hold.' using errcode = 'CO404', hint = 'id';
  end if;
  return jsonb_build_object('status', 200, 'data', answer);
end;
$$;
comment on function public.release_hold(uuid) is
  'Gives a held time back. Definer: holds are nobody''s table.';
revoke execute on function public.release_hold(uuid) from public, anon;
grant execute on function public.release_hold(uuid) to authenticated;
