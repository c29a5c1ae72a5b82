import { dateIn, weekdayOf } from "@/lib/time";
import { readAddresses } from "./addresses";
import { createBacklog } from "./backlog";
import { createFieldWork } from "./field-work";
import { planToday } from "./today";
import { createStaff, createTimeOff, PART_TIME, planTimeOff, type Company, type Staff } from "./staff";
import { writeVisits } from "./visit-writing";
import { makeVisit, placeFor, type MadeVisit, type Place, type ServiceType } from "./visit-rows";
import type { PlannedVisit } from "./visit-plan";
import { planWeeks, type Calendar, type Opening } from "./weeks";

/** Everything a dispatcher's day needs: people, six weeks of visits with today in the middle, and what waits. */
export async function createSchedule(company: Company): Promise<void> {
  const { demo, nowMs, random } = company;
  const staff = await createStaff(company, readAddresses(demo.addresses));
  const calendar = await readCalendar(company);
  const plan = [...planWeeks(nowMs, calendar, random), ...planToday(nowMs, demo.company.time_zone)];
  const visits = await fillVisits(company, staff, plan);
  await writeVisits(company, staff, visits);
  await createTimeOff(company, staff, planTimeOff(company));
  await createBacklog(company, visits);
  await createFieldWork(company, staff);
  console.log(`${demo.company.name}: ${visits.length} visits.`);
}

async function readCalendar(company: Company): Promise<Calendar> {
  const { transaction, organization, demo } = company;
  const zone = demo.company.time_zone;
  const hours = await transaction<Opening[]>`
    select weekday, opens::text as opens, closes::text as closes from public.business_hours
    where org_id = ${organization} order by weekday, opens`;
  const closed = await transaction<{ day: string }[]>`
    select day::date::text as day
    from public.business_closures as c, generate_series(c.starts_on, c.ends_on, interval '1 day') as day
    where c.org_id = ${organization} and c.deleted_at is null`;
  const off = new Set(
    planTimeOff(company).flatMap(({ technician, startMs, endMs }) => {
      const days = Math.round((endMs - startMs) / DAY_MS);
      return Array.from(
        { length: days },
        (_, n) => `${technician} ${dateIn(startMs + (n + 0.5) * DAY_MS, zone)}`,
      );
    }),
  );
  const isOff = (technician: number, date: string) =>
    off.has(`${technician} ${date}`) || (technician === PART_TIME && weekdayOf(date) > 4);
  return { zone, hours, closed: new Set(closed.map(({ day }) => day)), isOff };
}

const DAY_MS = 86_400_000;

async function fillVisits(company: Company, staff: Staff, plan: PlannedVisit[]): Promise<MadeVisit[]> {
  const { transaction, organization, random } = company;
  // From west to east, so that a slice of the list is a part of the town.
  const places = await transaction<Place[]>`
    select p.id as property_id, p.customer_id, p.lat, p.lng from public.properties as p
    where p.org_id = ${organization} and p.lat is not null order by p.lng, p.id`;
  const types = await transaction<ServiceType[]>`
    select id, name, duration_min, buffer_before_min, buffer_after_min, priority from public.service_types
    where org_id = ${organization} and deleted_at is null order by position, name`;
  const short = types.filter(({ duration_min }) => duration_min <= 240);
  const long = types.find(({ duration_min }) => duration_min > 240) ?? short[0];
  if (!long || short.length === 0) throw new Error("The company has no service types.");
  const neighbours = new Map<string, number>();
  const made: MadeVisit[] = [];
  for (const visit of plan) {
    // On top of another on purpose, because it is at the same place.
    const below = visit.isOverlap ? made.at(-1) : undefined;
    const place = below ? placeOf(below) : placeFor(company, places, visit, neighbours);
    made.push(makeVisit(company, staff, visit, place, visit.byCrew ? long : random.pick(short)));
  }
  return made;
}

const placeOf = ({ job }: MadeVisit): Place => ({
  property_id: job.property_id,
  customer_id: job.customer_id,
  lat: 0,
  lng: 0,
});
