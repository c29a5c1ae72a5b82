import type postgres from "postgres";
import { addDays, dateIn, startOfDay, startOfWeek } from "@/lib/time";
import type { SeedAddress } from "./addresses";
import { identifier } from "./customers";
import type { DemoOrganization } from "./organizations";
import type { Random } from "./random";
import { wordsOf } from "./work";

export type Company = {
  transaction: postgres.TransactionSql;
  demo: DemoOrganization;
  organization: string;
  /** The account's id by the local part of its address. */
  person: (local: string) => string;
  random: Random;
  nowMs: number;
};

export type Staff = {
  /** Ids of the technicians tech1 to tech8, in this order. */
  technicians: string[];
  vans: string[];
  crew: string;
};

type TimeOff = { technician: number; startMs: number; endMs: number; kind: string };

/** The people who can be planned, what they may do, and when they are not there. */
export async function createStaff(company: Company, addresses: SeedAddress[]): Promise<Staff> {
  const { transaction, demo, organization, person, random } = company;
  const words = wordsOf(demo.company.locale);
  const locals = Object.keys(demo.people).filter((local) => local.startsWith("tech"));
  const technicians = locals.map((local, index) => {
    const home = addresses[(index * 37) % addresses.length];
    return {
      id: identifier(random),
      kind: "technician",
      name: demo.people[local] ?? local,
      user_id: person(local),
      phone: demo.phone(280 + index),
      home_address: home ? `${home.line1}, ${home.city}` : null,
      home_lat: home?.lat ?? null,
      home_lng: home?.lng ?? null,
      color: index,
      position: index,
    };
  });
  const vans = words.vans.map((name, index) => ({
    id: identifier(random),
    kind: "vehicle",
    name,
    user_id: null,
    phone: null,
    home_address: null,
    home_lat: null,
    home_lng: null,
    color: 8 + index,
    position: 8 + index,
  }));
  const resources = [...technicians, ...vans].map((row) => ({
    ...row,
    org_id: organization,
    time_zone: demo.company.time_zone,
    created_by: person("dispatcher"),
  }));
  await transaction`insert into public.bookable_resources ${transaction(resources)}`;
  const staff = {
    technicians: technicians.map(({ id }) => id),
    vans: vans.map(({ id }) => id),
    crew: identifier(random),
  };
  await createCrew(company, staff, words.crew);
  await grantSkills(company, staff);
  await limitWeeks(company, staff);
  return staff;
}

async function createCrew({ transaction, organization }: Company, staff: Staff, name: string): Promise<void> {
  const members = [staff.technicians[6], staff.technicians[7], staff.vans[0]].filter(
    (id) => id !== undefined,
  );
  await transaction`insert into public.crews (org_id, id, name) values (${organization}, ${staff.crew}, ${name})`;
  await transaction`insert into public.crew_members ${transaction(
    members.map((resource_id) => ({ org_id: organization, crew_id: staff.crew, resource_id })),
  )}`;
}

/** Nearly everybody can nearly everything; one certificate runs out soon, one has. */
async function grantSkills({ transaction, demo, organization, nowMs }: Company, staff: Staff): Promise<void> {
  const today = dateIn(nowMs, demo.company.time_zone);
  const skills = await transaction<{ id: string; requires_certificate: boolean }[]>`
    select id, requires_certificate from public.skills
    where org_id = ${organization} and deleted_at is null order by name`;
  const held = staff.technicians.flatMap((resource_id, person) =>
    skills
      .filter((_, index) => (person + index) % 5 !== 4)
      .map(({ id, requires_certificate }, index) => ({
        org_id: organization,
        resource_id,
        skill_id: id,
        certificate_number: requires_certificate ? `C-${1000 + person * 10 + index}` : null,
        issued_on: requires_certificate ? addDays(today, -700) : null,
        expires_on: requires_certificate ? addDays(today, EXPIRES_IN_DAYS[person] ?? 400) : null,
      })),
  );
  if (held.length > 0) await transaction`insert into public.resource_skills ${transaction(held)}`;
}

const EXPIRES_IN_DAYS: Record<number, number> = { 3: 20, 5: -2 };

/** The fourth technician works four days a week, the second keeps an hour for what is urgent. */
async function limitWeeks({ transaction, organization }: Company, staff: Staff): Promise<void> {
  const days = [1, 2, 3, 4].map((weekday) => ({
    org_id: organization,
    resource_id: staff.technicians[PART_TIME] ?? "",
    weekday,
    starts: "08:00",
    ends: "16:30",
  }));
  await transaction`insert into public.resource_availability ${transaction(days)}`;
  await transaction`
    insert into public.daily_limits (org_id, resource_id, max_minutes, max_visits, urgent_reserve_min)
    values (${organization}, ${staff.technicians[1] ?? ""}, 450, 6, 60)`;
}

export const PART_TIME = 3;

/**
 * A vacation next week, a training in two days, an illness last week. None of it touches tomorrow, because late in the
 * evening the visits of today run past midnight: on a Sunday the vacation is that of the Monday in eight days.
 */
export function planTimeOff({ demo, nowMs }: Pick<Company, "demo" | "nowMs">): TimeOff[] {
  const zone = demo.company.time_zone;
  const today = dateIn(nowMs, zone);
  const nextMonday = addDays(startOfWeek(addDays(today, 1)), 7);
  const days = (technician: number, from: string, count: number, kind: string): TimeOff => ({
    technician,
    kind,
    startMs: startOfDay(from, zone),
    endMs: startOfDay(addDays(from, count), zone),
  });
  return [
    days(2, nextMonday, 5, "vacation"),
    days(5, addDays(today, 2), 1, "training"),
    days(0, addDays(startOfWeek(today), -6), 2, "sick"),
  ];
}

export async function createTimeOff({ transaction, organization }: Company, staff: Staff, off: TimeOff[]) {
  for (const { technician, startMs, endMs, kind } of off) {
    const resource = staff.technicians[technician] ?? "";
    const [from, to] = [new Date(startMs), new Date(endMs)];
    const [row] = await transaction<{ id: string }[]>`
      insert into public.resource_time_off (org_id, resource_id, starts_at, ends_at, kind)
      values (${organization}, ${resource}, ${from}, ${to}, ${kind}) returning id`;
    await transaction`select private.occupy_time_off(${organization}, ${row?.id ?? ""}, ${resource}, ${from}, ${to})`;
  }
}
