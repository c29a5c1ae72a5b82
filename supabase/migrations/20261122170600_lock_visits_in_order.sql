-- Phones of one crew send what they did at the same visits, each in its own order. Each visit was locked when its turn
-- came, so two phones could wait for one another; now all of a batch are locked first, in one order.

create function private.lock_visits_of(org uuid, ops public.offline_sync_queue[]) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform b.id
  from public.bookings as b
  where b.org_id = org
    and b.id = any (array(select private.operation_target(org, o) from unnest(ops) as o))
    -- Nobody holds up visits that are none of his.
    and exists (
      select
      from public.booking_assignments as a
      join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
      where a.org_id = org and a.booking_id = b.id and r.user_id = ops[1].user_id and r.deleted_at is null
    )
  order by b.id
  for no key update of b;
end;
$$;
comment on function private.lock_visits_of(uuid, public.offline_sync_queue[]) is
  'Locks the author''s visits that operations are about, in id order.';
revoke execute on function private.lock_visits_of(uuid, public.offline_sync_queue[]) from public;

create or replace function public.apply_operations(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.require_user();
  given constant jsonb := coalesce(payload -> 'operations', '[]');
  op public.offline_sync_queue;
  ops public.offline_sync_queue[];
  ahead bigint;
  results jsonb[] := '{}';
  last_of jsonb := '{}';
  line record;
begin
  perform private.require_permission('create', 'sync');
  if jsonb_typeof(given) <> 'array' or jsonb_array_length(given) > 100 then
    perform private.invalid('invalid', 'Send at most 100 operations.', 'operations');
  end if;
  -- Two phones of one person take turns: else each could wait for a visit the other has locked.
  perform pg_advisory_xact_lock(hashtextextended('sync:' || org || person, 0));
  ahead := private.greet_device(org, person, (payload ->> 'device_id')::uuid, payload -> 'device');
  for line in select e.value from jsonb_array_elements(given) with ordinality as e (value, place) order by e.place loop
    ops := ops || private.read_operation(org, person, (payload ->> 'device_id')::uuid, ahead, line.value);
  end loop;
  perform private.lock_visits_of(org, ops);
  for place in 1 .. coalesce(array_length(ops, 1), 0) loop
    op := ops[place];
    results := results || private.take_operation(org, op);
    op.booking_id := private.operation_target(org, op);
    if op.booking_id is not null then
      last_of := last_of || jsonb_build_object(op.booking_id, place);
    end if;
  end loop;
  -- Each visit once, with the last operation about it, and only where it is on this phone.
  for line in
    select v.data, (last_of ->> v.id::text)::integer as place
    from private.visit_rows(org, array(
      select i from unnest(private.field_visit_ids(org, person)) as i where last_of ? i::text
    ), person) as v
  loop
    results[line.place] := results[line.place] || jsonb_build_object('row', line.data);
  end loop;
  return jsonb_build_object('results', to_jsonb(results), 'server_time', now());
end;
$$;
