-- Undoes "lock visits in order".
create or replace function public.apply_operations(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.require_user();
  given constant jsonb := coalesce(payload -> 'operations', '[]');
  op public.offline_sync_queue;
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
  for line in select e.value, e.place from jsonb_array_elements(given) with ordinality as e (value, place) order by e.place loop
    op := private.read_operation(org, person, (payload ->> 'device_id')::uuid, ahead, line.value);
    results := results || private.take_operation(org, op);
    op.booking_id := private.operation_target(org, op);
    if op.booking_id is not null then
      last_of := last_of || jsonb_build_object(op.booking_id, line.place);
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

drop function private.lock_visits_of(uuid, public.offline_sync_queue[]);
