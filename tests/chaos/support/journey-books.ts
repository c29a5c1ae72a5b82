import type postgres from "postgres";

/**
 * What the database holds after the journeys, asked as superuser: no policy hides a row, and what is joined from the
 * customer on shows whatever nobody asked for as a row too many.
 */
export type Books = { sql: postgres.Sql; org: string };

export function readRecords({ sql, org }: Books) {
  return sql<Record<"name" | "customer" | "property" | "job" | "booking" | "link", string>[]>`
    select c.last_name as name, c.id as customer, p.id as property, j.id as job, b.id as booking, a.id as link
    from public.customers as c
    left join public.properties as p on p.org_id = ${org} and p.customer_id = c.id
    left join public.jobs as j on j.org_id = ${org} and j.customer_id = c.id
    left join public.bookings as b on b.org_id = ${org} and b.job_id = j.id
    -- Messages make a link of their own where none is: the one a person made has an address to copy.
    left join public.customer_portal_access as a on a.org_id = ${org} and a.booking_id = b.id and exists (
      select from private.customer_portal_tokens as t
      where t.org_id = ${org} and t.access_id = a.id and t.purpose = 'copy'
    )
    where c.org_id = ${org} and c.last_name like 'Journey %'
    order by c.last_name, c.id`;
}

/** What was done with each visit; of a step done twice there are two. */
export function readSteps({ sql, org }: Books) {
  return sql<
    {
      name: string;
      states: string[];
      status: string;
      is_confirmed: boolean;
      by_link: string[];
      notes: string[];
      answers: unknown[];
      ratings: { overall: number; comment: string; reply: string | null }[];
    }[]
  >`
    select
      j.title as name, b.status, b.confirmed_at is not null as is_confirmed,
      array(
        select h.to_status from public.booking_status_history as h
        where h.org_id = ${org} and h.booking_id = b.id order by h.booking_version
      ) as states,
      array(
        select o.action from private.portal_operations as o
        join public.customer_portal_access as a on a.org_id = ${org} and a.id = o.access_id
        where o.org_id = ${org} and a.booking_id = b.id order by o.created_at
      ) as by_link,
      array(
        select n.body from public.activities as n where n.org_id = ${org} and n.booking_id = b.id and n.kind = 'note'
      ) as notes,
      (
        select coalesce(jsonb_agg(l.answers -> 'safe' -> 'value'), '[]') from public.job_checklists as l
        where l.org_id = ${org} and l.job_id = j.id
      ) as answers,
      (
        select coalesce(jsonb_agg(jsonb_build_object('overall', f.overall, 'comment', f.comment, 'reply', f.reply)), '[]')
        from public.customer_feedback as f where f.org_id = ${org} and f.booking_id = b.id
      ) as ratings
    from public.jobs as j
    join public.bookings as b on b.org_id = ${org} and b.job_id = j.id
    where j.org_id = ${org} and j.title like 'Journey %'
    order by j.title, b.id`;
}

/** Of the phones' operations: those done, each as often as it was. */
export async function readOperations({ sql, org }: Books): Promise<string[]> {
  const rows = await sql<{ op_id: string }[]>`
    select q.op_id
    from public.offline_sync_queue as q
    join public.bookings as b on b.org_id = ${org} and b.id = q.booking_id
    join public.jobs as j on j.org_id = ${org} and j.id = b.job_id
    where q.org_id = ${org} and q.result in ('applied', 'merged') and j.title like 'Journey %'
    order by q.op_id`;
  return rows.map(({ op_id }) => op_id);
}

/** Steps that follow from none, or that private.booking_transitions does not know, and visits in another state than their last. */
export function readIllegalSteps({ sql, org }: Books) {
  return sql`
    with steps as (
      select
        h.booking_id, h.from_status, h.to_status,
        lag(h.to_status) over visit as before, lead(h.to_status) over visit as after, b.status
      from public.booking_status_history as h
      join public.bookings as b on b.org_id = ${org} and b.id = h.booking_id
      join public.jobs as j on j.org_id = ${org} and j.id = b.job_id
      where h.org_id = ${org} and j.title like 'Journey %'
      window visit as (partition by h.booking_id order by h.booking_version)
    )
    select s.booking_id, s.from_status, s.to_status
    from steps as s
    where s.from_status is distinct from s.before
      or s.after is null and s.status <> s.to_status
      or s.from_status is not null and not exists (
        select from private.booking_transitions as t
        where t.from_status = s.from_status and t.to_status = s.to_status
      )`;
}

/**
 * Pairs of times of one resource that meet, each compared with each by its ends: neither the constraint nor its index,
 * which a crash might have damaged, is asked. Deliberate overlaps are none.
 */
export function readOverlaps({ sql, org }: Books) {
  return sql.begin(async (transaction) => {
    await transaction`set local enable_indexscan = off`;
    await transaction`set local enable_indexonlyscan = off`;
    await transaction`set local enable_bitmapscan = off`;
    return transaction`
      select one.resource_id, one.period, other.period as met
      from public.resource_occupancy as one
      join public.resource_occupancy as other on other.org_id = one.org_id and other.resource_id = one.resource_id
        and other.id > one.id
        and lower(one.period) < upper(other.period) and lower(other.period) < upper(one.period)
      where one.org_id = ${org} and one.overlap_reason is null and other.overlap_reason is null`;
  });
}

/** Visits ahead whose people are not taken for just their time. */
export function readUntakenTimes({ sql, org }: Books) {
  return sql`
    select b.id, a.resource_id
    from public.jobs as j
    join public.bookings as b on b.org_id = ${org} and b.job_id = j.id and b.status = 'dispatched'
    left join public.booking_assignments as a on a.org_id = ${org} and a.booking_id = b.id
    left join public.resource_occupancy as o on o.org_id = ${org} and o.booking_id = b.id
      and o.resource_id = a.resource_id and lower(o.period) <= b.starts_at and upper(o.period) >= b.ends_at
    where j.org_id = ${org} and j.title like 'Journey %'
    group by b.id, a.resource_id
    having count(o.id) <> 1`;
}

export type Message = {
  name: string;
  event: string;
  status: string;
  reason: string | null;
  message_id: string | null;
};

/** Without those whose time has not come: a reminder may wait for tomorrow. */
export function readMessages({ sql, org }: Books) {
  return sql<Message[]>`
    select j.title as name, n.event, n.status, i.withdrawn_reason as reason, n.message_id
    from public.jobs as j
    join public.bookings as b on b.org_id = ${org} and b.job_id = j.id
    join public.notification_intents as i on i.org_id = ${org} and i.booking_id = b.id
    join public.notifications as n on n.org_id = ${org} and n.intent_id = i.id
    where j.org_id = ${org} and j.title like 'Journey %' and n.not_before <= now()
    order by j.title, n.event, n.created_at, n.id`;
}

/** What the worker has still to do: events, and messages that are due or soon will be. */
export async function readBacklog({ sql, org }: Books): Promise<{ events: number; messages: number }> {
  const [row] = await sql<{ events: number; messages: number }[]>`
    select
      (select count(*)::integer from private.outbox as o where o.relayed_at is null) as events,
      (
        select count(*)::integer from public.notifications as n
        where n.org_id = ${org} and n.status in ('waiting', 'sending') and n.not_before <= now() + interval '1 minute'
      ) as messages`;
  return row ?? { events: -1, messages: -1 };
}
