import type { Company, Staff } from "./staff";
import type { MadeVisit } from "./visit-rows";

/**
 * Jobs and visits are inserted as they would have been planned, under all triggers: people, occupancy, history and
 * events follow. What became of them weeks ago is then written with the triggers off, because each step through them
 * would be dated now.
 */
export async function writeVisits(company: Company, staff: Staff, visits: MadeVisit[]): Promise<void> {
  const { transaction } = company;
  const inOrder = visits.toSorted((a, b) => a.job.created_at.getTime() - b.job.created_at.getTime());
  const numbers = await takeNumbers(company, "job", inOrder.length);
  const jobs = inOrder.map(({ job }, index) => ({ ...job, number: numbers[index] ?? "" }));
  await transaction`insert into public.jobs ${transaction(jobs)}`;
  // What stands on top of something comes after what it stands on.
  await insertBookings(
    company,
    inOrder.filter(({ visit }) => !visit.isOverlap),
  );
  await insertBookings(
    company,
    inOrder.filter(({ visit }) => visit.isOverlap),
  );
  await transaction`set local session_replication_role = replica`;
  await writeEndings(company, inOrder);
  await writeHistory(company, staff, inOrder);
  await settle(company);
  await transaction`set local session_replication_role = origin`;
  const ids = inOrder.filter(({ ending }) => ending.status !== "scheduled").map(({ booking }) => booking.id);
  await transaction`select private.write_occupancy(${company.organization}, ${ids}::uuid[])`;
}

export async function takeNumbers({ transaction, organization }: Company, kind: string, count: number) {
  const rows = await transaction<{ number: string }[]>`
    select private.take_number(${organization}, ${kind}) as number from generate_series(1, ${count})`;
  return rows.map(({ number }) => number);
}

async function insertBookings(company: Company, visits: MadeVisit[]): Promise<void> {
  const { transaction } = company;
  const numbers = await takeNumbers(company, "booking", visits.length);
  const rows = visits.map(({ booking }, index) => ({
    ...booking,
    number: numbers[index] ?? "",
    assigned: transaction.json(booking.assigned),
  }));
  await transaction`insert into public.bookings ${transaction(rows)}`;
}

async function writeEndings({ transaction, organization }: Company, visits: MadeVisit[]): Promise<void> {
  const endings = visits.map(({ booking, ending }) => ({
    id: booking.id,
    status: ending.status,
    status_reason: ending.statusReason,
    status_since: ending.steps.at(-1)?.atMs === undefined ? null : new Date(ending.steps.at(-1)?.atMs ?? 0),
    outcome: ending.outcome,
    outcome_reason: ending.outcomeReason,
    actual_start: ending.actualStart,
    actual_end: ending.actualEnd,
    freed_at: ending.freedAt,
    version: ending.steps.length,
  }));
  await transaction`
    update public.bookings as b
    set status = e.status, status_reason = e.status_reason, status_since = e.status_since, outcome = e.outcome,
      outcome_reason = e.outcome_reason, actual_start = e.actual_start, actual_end = e.actual_end,
      freed_at = e.freed_at, version = e.version, updated_at = e.status_since
    from jsonb_to_recordset(${transaction.json(endings)}) as e (
      id uuid, status text, status_reason text, status_since timestamptz, outcome text, outcome_reason text,
      actual_start timestamptz, actual_end timestamptz, freed_at timestamptz, version bigint
    )
    where b.org_id = ${organization} and b.id = e.id`;
}

async function writeHistory(
  { transaction, organization, person, demo }: Company,
  staff: Staff,
  visits: MadeVisit[],
) {
  const locals = Object.keys(demo.people).filter((local) => local.startsWith("tech"));
  const rows = visits.flatMap(({ visit, booking, ending }) =>
    ending.steps.map(({ from, to, atMs, by, reason }, index) => ({
      org_id: organization,
      booking_id: booking.id,
      booking_version: index + 1,
      from_status: from,
      to_status: to,
      reason: reason ?? null,
      actor_kind: "user",
      actor_id: by === "field" ? person(locals[visit.technicians[0] ?? 0] ?? "tech1") : person("dispatcher"),
      created_at: new Date(atMs),
    })),
  );
  await transaction`delete from public.booking_status_history where org_id = ${organization}`;
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.slice(start, start + ROWS_AT_ONCE);
    await transaction`insert into public.booking_status_history ${transaction(part)}`;
  }
  await transaction`
    update public.booking_assignments as a
    set seen_at = h.created_at + interval '7 minutes'
    from public.booking_status_history as h
    where a.org_id = ${organization} and a.resource_id = any (${staff.technicians}::uuid[])
      and h.org_id = a.org_id and h.booking_id = a.booking_id and h.to_status = 'dispatched'
      and h.created_at < now() - interval '15 minutes'`;
}

/** A statement takes 65,535 values at most. */
const ROWS_AT_ONCE = 2000;

/** A job follows its visits; one whose only visit the customer called off was called off with it. */
async function settle({ transaction, organization }: Company): Promise<void> {
  await transaction`
    update public.jobs as j set status = private.job_status(j.org_id, j.id) where j.org_id = ${organization}`;
  await transaction`
    update public.jobs as j set status = 'cancelled', status_reason = b.status_reason
    from public.bookings as b
    where j.org_id = ${organization} and b.org_id = j.org_id and b.job_id = j.id and b.status = 'cancelled'`;
}
