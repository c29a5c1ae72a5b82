import { addDays, dateIn } from "@/lib/time";
import { identifier } from "./customers";
import type { Company } from "./staff";
import type { MadeVisit } from "./visit-rows";
import { takeNumbers } from "./visit-writing";
import { wordsOf } from "./work";

const JOBS = 18;
const HOUR_MS = 3_600_000;

/** What waits for the dispatcher: jobs nobody has planned, two requests, and what was noted on the way. */
export async function createBacklog(company: Company, visits: MadeVisit[]): Promise<void> {
  await createJobs(company, visits);
  await createRequests(company, visits);
  await createNotes(company, visits);
  await createWords(company, visits);
}

async function createJobs(company: Company, visits: MadeVisit[]): Promise<void> {
  const { transaction, random, nowMs, demo } = company;
  const today = dateIn(nowMs, demo.company.time_zone);
  const numbers = await takeNumbers(company, "job", JOBS);
  const jobs = numbers.map((number) => {
    const { job } = random.pick(visits);
    return {
      ...job,
      id: identifier(random),
      number,
      duration_min: null,
      priority: random.pick(["low", "normal", "normal", "high", "urgent"]),
      due_on: random.chance(0.7) ? addDays(today, random.integer(-2, 12)) : null,
      created_at: new Date(nowMs - random.integer(2, 120) * HOUR_MS),
    };
  });
  await transaction`insert into public.jobs ${transaction(jobs)}`;
}

async function createRequests(company: Company, visits: MadeVisit[]): Promise<void> {
  const { transaction, organization, random, nowMs, demo } = company;
  const words = wordsOf(demo.company.locale);
  const numbers = await takeNumbers(company, "request", 2);
  const known = random.pick(visits).job;
  const stranger = {
    name: `${random.pick(demo.names.first)} ${random.pick(demo.names.last)}`,
    phone: demo.phone(298),
    email: null,
    customer_id: null,
    property_id: null,
    source: "web",
  };
  const rows = [
    { ...stranger, priority: "urgent", created_at: new Date(nowMs - 25 * 60_000) },
    {
      ...stranger,
      name: null,
      phone: null,
      source: "email",
      customer_id: known.customer_id,
      property_id: known.property_id,
      priority: "normal",
      created_at: new Date(nowMs - 3 * HOUR_MS),
    },
  ].map((row, index) => ({
    ...row,
    org_id: organization,
    number: numbers[index] ?? "",
    service_type_id: known.service_type_id,
    description: words.complaints[index] ?? null,
    wishes: words.wishes[index] ?? null,
    created_by: null,
  }));
  await transaction`insert into public.booking_requests ${transaction(rows)}`;
}

async function createNotes(
  { transaction, organization, person, random, nowMs, demo }: Company,
  visits: MadeVisit[],
) {
  const { notes } = wordsOf(demo.company.locale);
  // Notes lie in one partition a month, and there is none before this one.
  const monthMs = Date.parse(`${new Date(nowMs).toISOString().slice(0, 7)}-01T00:00:00Z`);
  const rows = Array.from({ length: 24 }, () => {
    const { booking, job } = random.pick(visits);
    const isOfJob = random.chance(0.4);
    return {
      org_id: organization,
      kind: random.chance(0.3) ? "call" : "note",
      body: random.pick(notes),
      job_id: isOfJob ? job.id : null,
      booking_id: isOfJob ? null : booking.id,
      created_by: person("dispatcher"),
      created_at: new Date(Math.max(monthMs, nowMs - random.integer(10, 600) * 60_000)),
    };
  });
  await transaction`insert into public.activities ${transaction(rows)}`;
}

async function createWords(
  { transaction, organization, person, random, demo }: Company,
  visits: MadeVisit[],
) {
  const { tags, views } = wordsOf(demo.company.locale);
  const made = tags.map((name, color) => ({
    org_id: organization,
    id: identifier(random),
    name,
    color: color * 3,
  }));
  await transaction`insert into public.tags ${transaction(made)}`;
  const tagged = visits
    .filter(() => random.chance(0.15))
    .map(({ job }) => ({ org_id: organization, job_id: job.id, tag_id: random.pick(made).id }));
  await transaction`insert into public.job_tags ${transaction(tagged)}`;
  await transaction`insert into public.saved_views ${transaction(
    views.map((view) => ({
      org_id: organization,
      user_id: person("dispatcher"),
      list: "bookings",
      is_shared: true,
      ...view,
    })),
  )}`;
}
