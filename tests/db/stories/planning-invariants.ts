import type { Sql } from "@/tests/support/database";

/**
 * What must hold of every company's plan at any moment, as queries that trust neither the constraint nor the triggers:
 * each answers the rows that break it.
 */

const occupying = "('scheduled', 'dispatched', 'en_route', 'on_site', 'paused', 'completed', 'closed')";

/** Pairs of visits that have one person at two places, from times, buffers and assignments alone. */
export async function overlappingPeople(sql: Sql, orgId: string): Promise<string[]> {
  return breaks(
    sql,
    `with busy as (
       select a.resource_id, b.id, b.number, b.overlap_reason,
         b.starts_at - b.buffer_before_min * interval '1 minute' as begins,
         least(b.ends_at + b.buffer_after_min * interval '1 minute', greatest(coalesce(b.freed_at, 'infinity'),
           b.starts_at - b.buffer_before_min * interval '1 minute' + interval '1 minute')) as ends
       from public.bookings b
       join public.booking_assignments a on a.booking_id = b.id
       where b.org_id = $1 and b.status in ${occupying}
     )
     select x.number || ' and ' || y.number as broken
     from busy x join busy y on y.resource_id = x.resource_id and y.id > x.id
     where x.begins < y.ends and y.begins < x.ends and x.overlap_reason is null and y.overlap_reason is null`,
    orgId,
  );
}

/** Occupancy that is not what the visits, holds and times off say, in either direction. */
export async function strayOccupancy(sql: Sql, orgId: string): Promise<string[]> {
  return breaks(
    sql,
    `with wanted as (
       select b.id as subject, a.resource_id,
         b.starts_at - b.buffer_before_min * interval '1 minute' as begins,
         least(b.ends_at + b.buffer_after_min * interval '1 minute', greatest(coalesce(b.freed_at, 'infinity'),
           b.starts_at - b.buffer_before_min * interval '1 minute' + interval '1 minute')) as ends
       from public.bookings b
       join public.booking_assignments a on a.booking_id = b.id
       where b.org_id = $1 and b.status in ${occupying}
     ), found as (
       select o.booking_id as subject, o.resource_id, lower(o.period) as begins, upper(o.period) as ends
       from public.resource_occupancy o where o.org_id = $1 and o.kind = 'assignment'
     )
     (select 'missing ' || w::text as broken from (select * from wanted except select * from found) w)
     union all
     (select 'stray ' || f::text from (select * from found except select * from wanted) f)
     union all
     (select 'twice ' || f::text from found f group by f having count(*) > 1)`,
    orgId,
  );
}

async function breaks(sql: Sql, query: string, orgId: string): Promise<string[]> {
  const rows = await sql.unsafe<{ broken: string }[]>(query, [orgId]);
  return rows.map((row) => row.broken);
}
