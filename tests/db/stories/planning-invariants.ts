import type { Sql } from "@/tests/support/database";

/**
 * What must hold of every company's plan at any moment, as queries that trust neither the constraint nor the triggers:
 * each answers the rows that break it. `$1` is the company.
 */

/** What visits occupy, from their own times, buffers and people alone. */
const busy = `
  select a.resource_id, b.id, b.number, b.overlap_reason is not null as is_deliberate, p.begins,
    case when b.freed_at is null then p.ends
      else least(p.ends, greatest(b.freed_at, p.begins + interval '1 minute')) end as ends
  from public.bookings b
  join public.booking_assignments a on a.booking_id = b.id
  cross join lateral (select b.starts_at - b.buffer_before_min * interval '1 minute' as begins,
    b.ends_at + b.buffer_after_min * interval '1 minute' as ends) p
  where b.org_id = $1 and b.status not in ('unscheduled', 'cancelled', 'no_show')`;

const occupied = (kind: string, subject: string): string => `
  select o.${subject} as id, o.resource_id, lower(o.period) as begins, upper(o.period) as ends
  from public.resource_occupancy o where o.org_id = $1 and o.kind = '${kind}'`;

const timeOff = `
  select t.id, t.resource_id, t.starts_at as begins, t.ends_at as ends
  from public.resource_time_off t where t.org_id = $1 and t.deleted_at is null`;

const differs = (wanted: string, found: string): string => `
  with wanted as (${wanted}), found as (${found})
  (select 'missing: ' || w::text as broken from (select * from wanted except select * from found) w)
  union all (select 'stray: ' || f::text from (select * from found except select * from wanted) f)
  union all (select 'twice: ' || f::text from found f group by f having count(*) > 1)`;

const meets = "x.resource_id = y.resource_id and x.begins < y.ends and y.begins < x.ends";

const steps = `(values ('scheduled', 'dispatched'), ('scheduled', 'unscheduled'), ('dispatched', 'unscheduled'),
  ('scheduled', 'en_route'), ('scheduled', 'on_site'), ('dispatched', 'en_route'), ('dispatched', 'on_site'),
  ('en_route', 'on_site'), ('en_route', 'paused'), ('on_site', 'paused'), ('paused', 'en_route'), ('paused', 'on_site'),
  ('on_site', 'completed'), ('completed', 'closed'), ('completed', 'on_site'), ('unscheduled', 'scheduled'),
  ('unscheduled', 'cancelled'), ('scheduled', 'cancelled'), ('dispatched', 'cancelled'), ('en_route', 'cancelled'),
  ('on_site', 'cancelled'), ('paused', 'cancelled'), ('scheduled', 'no_show'), ('dispatched', 'no_show'),
  ('en_route', 'no_show'), ('on_site', 'no_show'), ('cancelled', 'unscheduled'), ('no_show', 'unscheduled'))`;

export const invariants: Record<string, string> = {
  "nobody is at two visits at once, unless on purpose": `
    with busy as (${busy})
    select x.number || ' and ' || y.number as broken from busy x join busy y on ${meets} and x.id < y.id
    where not x.is_deliberate and not y.is_deliberate`,
  "visits occupy their people for their time and buffers, and nothing else does": differs(
    `select id, resource_id, begins, ends from (${busy}) b`,
    occupied("assignment", "booking_id"),
  ),
  "time off occupies its resource for its time, and nothing else does": differs(
    timeOff,
    occupied("time_off", "time_off_id"),
  ),
  "nobody who is off is sent, unless on purpose": `
    with busy as (${busy}), off as (${timeOff})
    select x.number || ' in ' || y.id as broken from busy x join off y on ${meets} where not x.is_deliberate`,
  "a held time is free, or the hold is gone": `
    with busy as (${busy}), held as (${occupied("hold", "hold_id")})
    select x.number || ' in ' || y.id as broken from busy x join held y on ${meets} where not x.is_deliberate`,
  "every hold holds somebody until it expires": `
    select h.id::text as broken from public.booking_holds h left join public.resource_occupancy o on o.hold_id = h.id
    where h.org_id = $1 and (o.id is null or o.expires_at <> h.expires_at)`,
  "an ordinary visit was there before any deliberate one that meets it": `
    select x.booking_id || ' below ' || y.booking_id as broken
    from public.resource_occupancy x join public.resource_occupancy y
      on y.resource_id = x.resource_id and y.period && x.period and y.id < x.id
    where x.org_id = $1 and x.overlap_reason is null and y.overlap_reason is not null`,
  "who goes is told alike by the visit and its assignments, each once": `
    select b.number as broken from public.bookings b where b.org_id = $1 and (
      select coalesce(jsonb_agg(jsonb_build_object('resource_id', a.resource_id, 'crew_id', a.crew_id, 'role', a.role)
        order by a.resource_id), '[]') from public.booking_assignments a where a.booking_id = b.id) <> b.assigned`,
  "who came with a crew belongs or belonged to it": `
    select a.id::text as broken from public.booking_assignments a where a.org_id = $1 and a.crew_id is not null
      and not exists (select from public.crew_members m where m.crew_id = a.crew_id and m.resource_id = a.resource_id)`,
  "a state has its times, people and outcome": `
    select b.number || ' is ' || b.status as broken from public.bookings b where b.org_id = $1 and not (
      case b.status
        when 'unscheduled' then b.starts_at is null and b.ends_at is null and b.actual_start is null
        when 'cancelled' then b.status_reason is not null
        else b.starts_at < b.ends_at
      end
      and (b.status in ('unscheduled', 'scheduled', 'cancelled', 'no_show') or b.is_assigned)
      and (b.outcome is not null) = (b.status in ('completed', 'closed'))
      and (b.actual_end is not null) = (b.status in ('completed', 'closed')))`,
  "who was done early is free early": `
    select b.number as broken from public.bookings b join public.resource_occupancy o on o.booking_id = b.id
    where b.org_id = $1 and b.status in ('completed', 'closed') and b.actual_end < b.ends_at
      and upper(o.period) > greatest(b.actual_end + b.buffer_after_min * interval '1 minute',
        b.starts_at - b.buffer_before_min * interval '1 minute' + interval '1 minute')`,
  "history is a chain of steps that ends in the state": `
    with line as (
      select h.*, lag(h.to_status) over w as before, lead(h.id) over w is null as is_last
      from public.booking_status_history h where h.org_id = $1
      window w as (partition by h.booking_id order by h.booking_version))
    select l.booking_id || ': ' || coalesce(l.from_status, '-') || ' to ' || l.to_status as broken
    from line l join public.bookings b on b.id = l.booking_id
    where l.from_status is distinct from l.before
      or (l.from_status is not null and (l.from_status, l.to_status) not in (select * from ${steps} s))
      or (l.from_status is null and l.to_status not in ('unscheduled', 'scheduled'))
      or (l.is_last and l.to_status <> b.status)
    union all
    select 'no history of ' || b.number from public.bookings b where b.org_id = $1
      and not exists (select from public.booking_status_history h where h.booking_id = b.id)`,
  "a job is where its visits are": `
    select j.number || ' is ' || j.status as broken from public.jobs j where j.org_id = $1 and j.status <> (
      select case
        when count(*) filter (where b.status in ('completed', 'closed')) > 0
          and count(*) filter (where b.status not in ('completed', 'closed', 'cancelled', 'no_show')) = 0 then 'completed'
        when count(*) filter (where b.status in ('en_route', 'on_site', 'paused', 'completed', 'closed')) > 0
          then 'in_progress'
        when count(*) filter (where b.status in ('scheduled', 'dispatched')) > 0 then 'scheduled'
        else 'new' end
      from public.bookings b where b.job_id = j.id)`,
};

/** The names of the broken ones, each with its rows. */
export async function brokenInvariants(sql: Sql, orgId: string): Promise<Record<string, string[]>> {
  const broken: Record<string, string[]> = {};
  for (const [name, query] of Object.entries(invariants)) {
    const rows = await sql.unsafe<{ broken: string }[]>(query, [orgId]);
    if (rows.length > 0) broken[name] = rows.slice(0, 5).map((row) => row.broken);
  }
  return broken;
}
