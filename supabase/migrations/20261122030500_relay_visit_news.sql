-- The relay makes messages of what happened to visits: in the transaction that marks the events as relayed, so that each
-- is made once and none is lost, and off the path of whoever wrote. What a message says is not decided here but when it
-- leaves: until then the visit may be moved back.

-- A plan message that still waits is told nothing: it says what holds when it leaves. It is pushed back instead, so that
-- ten moves of a visit become one message. One that is leaving is waited for, because it may have read the visit before
-- this change; then another follows.
create function private.hold_waiting_plans(news jsonb, hold_s integer) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  held jsonb;
begin
  with waiting as (
    select n.org_id, n.id, n.created_at, i.booking_id, n.not_before, n.attempts
    from jsonb_to_recordset(news) as v (org_id uuid, booking_id uuid)
    join public.notification_intents as i
      on i.org_id = v.org_id and i.booking_id = v.booking_id and private.is_plan_event(i.event)
    join public.notifications as n on n.org_id = i.org_id and n.intent_id = i.id
    where n.status = 'waiting'
    for update of n
  ),
  pushed as (
    update public.notifications as n
    set not_before = greatest(n.not_before, now() + make_interval(secs => hold_s)), updated_at = now()
    from waiting as w
    where n.org_id = w.org_id and n.id = w.id and n.created_at = w.created_at
      -- What is due leaves: it may be one that was to leave at once.
      and w.not_before > now() and w.attempts = 0
    returning n.id
  )
  select coalesce(jsonb_agg(distinct w.booking_id), '[]') into held
  from waiting as w
  left join pushed as p on p.id = w.id;
  return held;
end;
$$;
comment on function private.hold_waiting_plans(jsonb, integer) is
  'Visits of news [{org_id, booking_id}] whose plan message still waits; it waits the hold anew.';
revoke execute on function private.hold_waiting_plans(jsonb, integer) from public;

create function private.plan_messages(news jsonb, hold_s integer) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  held constant jsonb := private.hold_waiting_plans(news, hold_s);
begin
  return (
    select jsonb_agg(jsonb_build_object(
      'org_id', v.org_id,
      'event', case
        when v.plan is null then 'visit.cancelled'
        when v.told is null then 'visit.booked'
        else 'visit.moved'
      end,
      'booking_id', v.booking_id,
      'customer_id', v.customer_id,
      'key', 'visit.plan:' || v.booking_id || ':' || v.version,
      -- The customer's own step is answered at once: he looks at it.
      'not_before', case when v.is_own_step then now() else now() + make_interval(secs => hold_s) end
    ))
    from (
      select
        n.org_id, n.booking_id, n.version, j.customer_id, b.status, private.visit_plan(b) as plan,
        private.told_plan(n.org_id, n.booking_id) as told,
        exists (
          select
          from private.change_log as l
          where l.org_id = n.org_id and l.entity = 'booking' and l.entity_id = n.booking_id
            and l.created_at = n.at and l.actor_kind = 'portal'
        ) as is_own_step
      from jsonb_to_recordset(news) as n (org_id uuid, booking_id uuid, version bigint, at timestamptz)
      join public.bookings as b on b.org_id = n.org_id and b.id = n.booking_id
      join public.jobs as j on j.org_id = n.org_id and j.id = b.job_id
      where not held ? n.booking_id::text
        and b.status in ('unscheduled', 'scheduled', 'dispatched', 'en_route', 'cancelled')
    ) as v
    where v.plan is distinct from v.told
      -- Who was told of nothing need not hear that it is off; what is taken off the board is told when it is on again.
      and (v.plan is not null or v.status = 'cancelled')
      -- Nothing that is over is announced, or taken back.
      and coalesce(
        to_timestamp((coalesce(v.plan, v.told) ->> 'to')::bigint),
        (coalesce(v.plan, v.told) ->> 'on')::date + interval '1 day'
      ) > now()
  );
end;
$$;
comment on function private.plan_messages(jsonb, integer) is
  'Messages about the time of visits, of news [{org_id, booking_id, version, at}]; what waits is held anew.';
revoke execute on function private.plan_messages(jsonb, integer) from public;

create function private.step_messages(news jsonb, hold_s integer) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object(
      'org_id', n.org_id,
      'event', s.event,
      'booking_id', n.booking_id,
      'customer_id', j.customer_id,
      'key', s.event || ':' || n.booking_id || ':' || n.version,
      'not_before', now() + make_interval(secs => case when s.is_held then hold_s else 0 end)
    ))
    from jsonb_to_recordset(news) as n (org_id uuid, booking_id uuid, type text, version bigint)
    join (
      values ('booking.en_route', 'visit.on_the_way', false), ('booking.completed', 'visit.done', true)
    ) as s (type, event, is_held) on s.type = n.type
    join public.bookings as b on b.org_id = n.org_id and b.id = n.booking_id
    join public.jobs as j on j.org_id = n.org_id and j.id = b.job_id
    -- What is not finished is said by a person, who also says what follows.
    where s.event <> 'visit.done' or b.outcome = 'done' and b.actual_end > now() - interval '2 days'
  );
end;
$$;
comment on function private.step_messages(jsonb, integer) is
  'Messages about steps of visits, of news [{org_id, booking_id, type, version}].';
revoke execute on function private.step_messages(jsonb, integer) from public;

drop function ops.relay_outbox(integer);

create function ops.relay_outbox(max_rows integer, hold_s integer) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  relayed integer;
  plans jsonb;
  steps jsonb;
begin
  with waiting as (
    select o.org_id, o.id
    from private.outbox as o
    where o.relayed_at is null
    order by o.id
    limit max_rows
    for update skip locked
  ),
  done as (
    update private.outbox as o
    set relayed_at = now()
    from waiting as w
    where o.org_id = w.org_id and o.id = w.id
    returning o.org_id, o.type, o.entity, o.entity_id, o.sequence, o.created_at, o.data
  ),
  visits as (
    select
      d.org_id, d.type, d.entity_id, d.sequence, d.created_at,
      d.type in ('booking.scheduled', 'booking.rescheduled', 'booking.cancelled')
        or d.data -> 'changed' ?| array['window_starts_at', 'window_ends_at', 'flexible_on'] as is_plan
    from done as d
    where d.entity = 'booking'
  ),
  -- The last change of a visit speaks for those before it.
  planned as (
    select distinct on (v.org_id, v.entity_id) v.*
    from visits as v
    where v.is_plan
    order by v.org_id, v.entity_id, v.sequence desc
  )
  select
    (select count(*) from done),
    (
      select jsonb_agg(jsonb_build_object(
        'org_id', v.org_id, 'booking_id', v.entity_id, 'version', v.sequence, 'at', v.created_at
      ))
      from planned as v
    ),
    (
      select jsonb_agg(jsonb_build_object(
        'org_id', v.org_id, 'booking_id', v.entity_id, 'version', v.sequence, 'type', v.type
      ))
      from visits as v
      where v.type in ('booking.en_route', 'booking.completed')
    )
  into relayed, plans, steps;

  if plans is not null then
    perform private.add_messages(coalesce(private.plan_messages(plans, hold_s), '[]'));
  end if;
  if steps is not null then
    perform private.add_messages(coalesce(private.step_messages(steps, hold_s), '[]'));
  end if;
  return relayed;
end;
$$;
comment on function ops.relay_outbox(integer, integer) is
  'Relays waiting events, oldest first, and makes the messages about them, which wait hold_s seconds where the office '
  'may still take its change back; answers how many events. Definer: the worker has no right on any table.';
revoke execute on function ops.relay_outbox(integer, integer) from public;
grant execute on function ops.relay_outbox(integer, integer) to callout_worker;

-- Who is on the way is told within seconds.
update ops.schedules set every_s = 1 where name = 'relay_outbox';
