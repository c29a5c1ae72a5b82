-- Undoes "relay visit news".
update ops.schedules set every_s = 5 where name = 'relay_outbox';
drop function ops.relay_outbox(integer, integer);
drop function private.step_messages(jsonb, integer);
drop function private.plan_messages(jsonb, integer);
drop function private.hold_waiting_plans(jsonb, integer);

create function ops.relay_outbox(max_rows integer) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  relayed integer;
begin
  with waiting as (
    select o.org_id, o.id
    from private.outbox as o
    where o.relayed_at is null
    order by o.id
    limit max_rows
    for update skip locked
  )
  update private.outbox as o
  set relayed_at = now()
  from waiting as w
  where o.org_id = w.org_id and o.id = w.id;
  get diagnostics relayed = row_count;
  return relayed;
end;
$$;
comment on function ops.relay_outbox(integer) is
  'Relays waiting events, oldest first; answers how many. Definer: the worker has no right on any table.';
revoke execute on function ops.relay_outbox(integer) from public;
grant execute on function ops.relay_outbox(integer) to callout_worker;
