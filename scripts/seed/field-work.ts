import type postgres from "postgres";
import { giveFeedback } from "./feedback";
import { showFaces, storeSignatures, takePhotos } from "./pictures";
import type { Company, Staff } from "./staff";

type Words = { answer: string; noPicture: string; absent: string; note: string; phone: string };
const ENGLISH: Words = {
  answer: "In order.",
  noPicture: "No room for a picture.",
  absent: "Customer had left for work.",
  note: "Left the old part in the cellar.",
  phone: "Phone of",
};
const GERMAN: Words = {
  answer: "In Ordnung.",
  noPicture: "Kein Platz für ein Bild.",
  absent: "Kunde war schon zur Arbeit.",
  note: "Altes Teil liegt im Keller.",
  phone: "Telefon von",
};

/** What technicians left behind: hours, answered checklists, signatures, and what two phones could not send. */
export async function createFieldWork(company: Company, staff: Staff): Promise<void> {
  const { transaction, demo, person } = company;
  const words = demo.company.locale === "de" ? GERMAN : ENGLISH;
  // As the visits themselves: what was done weeks ago would be dated now by the triggers.
  await transaction`set local session_replication_role = replica`;
  // Once the database has looked at its tables by itself, after the first company, it takes the second for empty and
  // joins what follows row by row: minutes instead of a moment. What it looks at here is this company, too.
  await transaction`
    analyze public.bookings, public.booking_status_history, public.booking_assignments, public.job_checklists`;
  await writeHours(company, staff);
  await answerChecklists(company, words);
  await showFaces(company, staff);
  await takePhotos(company);
  await signReports(company, words);
  await giveFeedback(company);
  await transaction`set local session_replication_role = origin`;
  await syncPhones(company, words);
  const claims = { sub: person("dispatcher"), role: "authenticated", org_id: company.organization };
  await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
}

/** A person's hours follow his steps; what the next step of his begins, ends what ran. */
async function writeHours({ transaction, organization }: Company, staff: Staff): Promise<void> {
  await transaction`
    insert into public.time_entries (org_id, booking_id, resource_id, kind, starts_at, ends_at, source, created_by)
    select ${organization}, e.booking_id, e.resource_id, e.kind, e.starts_at, e.ends_at, 'step', e.actor_id
    from (
      select s.*, least(s.over_at, lead(s.starts_at) over (partition by s.resource_id order by s.starts_at)) as ends_at
      from (
        select h.booking_id, a.resource_id, h.actor_id, h.created_at as starts_at, h.to_status,
          case h.to_status when 'en_route' then 'travel' when 'paused' then 'break' else 'on_site' end as kind,
          lead(h.created_at) over (partition by h.booking_id order by h.booking_version) as over_at
        from public.booking_status_history as h
        join public.booking_assignments as a on a.org_id = h.org_id and a.booking_id = h.booking_id and a.role = 'lead'
        where h.org_id = ${organization} and a.resource_id = any (${staff.technicians}::uuid[])
      ) as s
      where s.to_status in ('en_route', 'on_site', 'paused')
    ) as e
    where e.ends_at is null or e.ends_at > e.starts_at`;
}

async function answerChecklists({ transaction, organization }: Company, words: Words): Promise<void> {
  await transaction`
    update public.job_checklists as k
    set answers = given.answers, completed_at = given.at, version = 2, updated_at = given.at
    from (
      select c.id, b.actual_end as at, jsonb_object_agg(i.value ->> 'key', jsonb_build_object(
        'value', case i.value ->> 'kind'
          when 'yes_no' then 'true'::jsonb
          when 'number' then to_jsonb(round(
            coalesce((i.value ->> 'min')::numeric * 0.6 + (i.value ->> 'max')::numeric * 0.4, 2.5), 1
          ))
          when 'choice' then i.value -> 'options' -> 0
          when 'text' then to_jsonb(${words.answer}::text)
          else 'null'::jsonb
        end,
        'at', b.actual_end, 'by', h.actor_id, 'version', 2
      ) || case when i.value ->> 'kind' = 'photo' then jsonb_build_object('note', ${words.noPicture}::text) else '{}' end)
        as answers
      from public.bookings as b
      join public.booking_status_history as h
        on h.org_id = b.org_id and h.booking_id = b.id and h.to_status = 'completed'
      join public.job_checklists as c on c.org_id = b.org_id and c.job_id = b.job_id
      cross join lateral jsonb_array_elements(c.items) as i
      where b.org_id = ${organization} and b.outcome = 'done'
      group by c.id, b.actual_end
    ) as given
    where k.org_id = ${organization} and k.id = given.id`;
}

/** Of the finished visits of the last days, under the reports as they are; at every fourth nobody was at home. */
async function signReports(company: Company, words: Words): Promise<void> {
  const { transaction, organization } = company;
  const ink = await storeSignatures(company);
  await transaction`
    insert into public.digital_signatures (
      org_id, booking_id, kind, signer_name, file_id, absent_reason, report, report_sha256, signed_at, created_by,
      created_at
    )
    select ${organization}, b.id, case when b.place % 4 = 0 then 'absent' else 'customer' end,
      case when b.place % 4 > 0 then c.display_name end,
      case when b.place % 4 > 0 then (${ink}::uuid[])[1 + b.place % ${ink.length}::integer] end,
      case when b.place % 4 = 0 then ${words.absent} end,
      r.report, private.report_sha256(r.report), b.actual_end, h.actor_id, b.actual_end
    from (
      select d.*, row_number() over (order by d.actual_end desc, d.id)::integer as place
      from public.bookings as d
      where d.org_id = ${organization} and d.outcome = 'done' and d.status = 'completed'
        and d.actual_end > now() - interval '4 days'
    ) as b
    join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
    join public.customers as c on c.org_id = b.org_id and c.id = j.customer_id
    join public.booking_status_history as h
      on h.org_id = b.org_id and h.booking_id = b.id and h.to_status = 'completed'
    cross join lateral (select private.visit_report(${organization}, b.id) as report) as r`;
}

type Operation = {
  kind: string;
  entity: string;
  entity_id: string;
  device_time: string;
  payload: postgres.JSONValue;
};

/** Through the same door as real phones: the day's notes arrive, and what met a cancelled visit waits for a person. */
async function syncPhones(company: Company, words: Words): Promise<void> {
  const { transaction, organization, demo, person } = company;
  const visits = await transaction<{ id: string; status: string; user_id: string; starts_at: Date }[]>`
    select b.id, b.status, r.user_id, b.starts_at
    from public.bookings as b
    join public.booking_assignments as a on a.org_id = b.org_id and a.booking_id = b.id and a.role = 'lead'
    join public.bookable_resources as r on r.org_id = b.org_id and r.id = a.resource_id
    where b.org_id = ${organization} and b.starts_at between now() - interval '8 hours' and now() + interval '1 hour'
      and b.status in ('on_site', 'cancelled')
    order by b.starts_at`;
  const locals = Object.keys(demo.people).filter((local) => local.startsWith("tech"));
  for (const local of locals) {
    const own = visits.filter(({ user_id }) => user_id === person(local));
    const operations = own.flatMap(({ id, status, starts_at }) =>
      status === "cancelled" ? stepsAt(id, starts_at) : [noteAt(id, words)],
    );
    const claims = { sub: person(local), role: "authenticated", org_id: organization };
    await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
    const payload = {
      device_id: crypto.randomUUID(),
      device: {
        name: `${words.phone} ${demo.people[local] ?? local}`,
        platform: local === "tech2" ? "ios" : "android",
        app_version: "0.1.0",
        unsent_count: local === "tech4" ? 6 : 0,
        unsent_bytes: local === "tech4" ? 4_200_000 : 0,
        oldest_unsent_at: local === "tech4" ? new Date(company.nowMs - 5_400_000).toISOString() : null,
        clock: new Date().toISOString(),
      },
      operations: operations.map((operation) => ({ op_id: crypto.randomUUID(), ...operation })),
    };
    await transaction`select public.apply_operations(${transaction.json(payload)})`;
  }
}

/** The technician was there before he could read that the visit was called off. */
function stepsAt(id: string, startsAt: Date): Operation[] {
  const step = (minutes: number, payload: postgres.JSONValue): Operation => ({
    kind: "booking.transition",
    entity: "booking",
    entity_id: id,
    device_time: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    payload,
  });
  return [step(4, { to: "on_site" }), step(37, { to: "completed", outcome: "done" })];
}

function noteAt(id: string, words: Words): Operation {
  return {
    kind: "note.add",
    entity: "note",
    entity_id: crypto.randomUUID(),
    device_time: new Date().toISOString(),
    payload: { booking_id: id, body: words.note, is_for_customer: true },
  };
}
