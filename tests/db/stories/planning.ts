import type { Identity, Sql, TestUser } from "@/tests/support/database";
import { call, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

export type Visit = {
  id: string;
  number: string;
  job_id: string;
  status: string;
  starts_at: string | null;
  ends_at: string | null;
  arrival_window: { starts_at: string; ends_at: string } | null;
  promised_window: { starts_at: string; ends_at: string } | null;
  is_flexible_day: boolean;
  flexible_on: string | null;
  confirmed_at: string | null;
  outcome: string | null;
  status_reason: string | null;
  actual_start: string | null;
  actual_end: string | null;
  assignments: { resource_id: string; role: string; crew_id: string | null }[];
  overlap: { reason: string } | null;
  version: number;
};
export type Job = {
  id: string;
  number: string;
  status: string;
  status_reason: string | null;
  version: number;
};

/** What an assignment names; the role is said only where it matters. */
export type Line = { resource_id?: string; crew_id?: string; role?: string };

/** A company that plans: one place to go to, and people to send there. */
export type Planning = Company & {
  customerId: string;
  propertyId: string;
  /** A technician, vehicle or tool. */
  hireResource: (name: string, more?: { kind?: string; userId?: string }) => Promise<string>;
  /** A crew of resources that belong to it from ever to ever, or from a day to a day. */
  formCrew: (name: string, members: { id: string; from?: string; to?: string }[]) => Promise<string>;
  job: (more?: Record<string, unknown>) => Promise<Job>;
  plan: (more?: Record<string, unknown>, as?: TestUser) => Promise<Visit>;
  change: (visit: Visit, changes: Record<string, unknown>, as?: TestUser) => Promise<Visit>;
  step: (visit: Visit, to: string, more?: Record<string, unknown>, as?: TestUser) => Promise<Visit>;
  visit: (id: string) => Promise<Visit>;
  periods: (resourceId: string) => Promise<string[]>;
};

export async function openPlanning(name = "Acme Heating"): Promise<Planning> {
  return preparePlanning(await openCompany(name));
}

export async function foundPlanning(planning: Company, name: string): Promise<Planning> {
  return preparePlanning({ database: planning.database, ...(await foundCompany(planning.sql, name)) });
}

async function preparePlanning(company: Company): Promise<Planning> {
  const customer = await createCustomer(company, { first_name: "Ana", last_name: "Ruiz" });
  const property = await createProperty(company, customer.id);
  return {
    ...company,
    ...resourcesOf(company.sql, company.orgId),
    ...visitsOf(company, { customerId: customer.id, propertyId: property.id }),
    customerId: customer.id,
    propertyId: property.id,
  };
}

function resourcesOf(sql: Sql, orgId: string): Pick<Planning, "hireResource" | "formCrew" | "periods"> {
  return {
    hireResource: async (name, more = {}) => {
      const [row] = await sql<{ id: string }[]>`
        insert into public.bookable_resources (org_id, kind, name, user_id, time_zone)
        values (${orgId}, ${more.kind ?? "technician"}, ${name}, ${more.userId ?? null}, 'America/New_York')
        returning id`;
      return row?.id ?? "";
    },
    formCrew: async (name, members) => {
      const [crew] = await sql<
        { id: string }[]
      >`insert into public.crews (org_id, name) values (${orgId}, ${name}) returning id`;
      for (const member of members) {
        await sql`insert into public.crew_members (org_id, crew_id, resource_id, valid_from, valid_to)
          values (${orgId}, ${crew?.id ?? ""}, ${member.id}, ${member.from ?? null}, ${member.to ?? null})`;
      }
      return crew?.id ?? "";
    },
    periods: async (resourceId) => {
      const rows = await sql<{ period: string }[]>`
        select to_char(lower(period) at time zone 'UTC', 'DD HH24:MI') || ' - ' ||
          to_char(upper(period) at time zone 'UTC', 'DD HH24:MI') as period
        from public.resource_occupancy where resource_id = ${resourceId} order by lower(period), id`;
      return rows.map((row) => row.period);
    },
  };
}

type Place = { customerId: string; propertyId: string };

function visitsOf(
  company: Company,
  place: Place,
): Pick<Planning, "job" | "plan" | "change" | "step" | "visit"> {
  const by = (person?: TestUser): Identity => company.at(person ?? company.owner);
  const job = async (more: Record<string, unknown> = {}): Promise<Job> => {
    const payload = {
      customer_id: place.customerId,
      property_id: place.propertyId,
      title: "Boiler out",
      ...more,
    };
    return (await call<Answer<Job>>(company.sql, by(), "create_job", { payload })).data;
  };
  return {
    job,
    plan: async (more = {}, as) => {
      const payload = { ...more, job_id: more.job_id ?? (await job()).id };
      return (await call<Answer<Visit>>(company.sql, by(as), "create_booking", { payload })).data;
    },
    change: async (visit, changes, as) => {
      const args = { id: visit.id, expected_version: visit.version, changes };
      return (await call<Answer<Visit>>(company.sql, by(as), "update_booking", args)).data;
    },
    step: async (visit, to, more = {}, as) => {
      const payload = { id: visit.id, expected_version: visit.version, to, ...more };
      return (await call<Answer<Visit>>(company.sql, by(as), "transition_booking", { payload })).data;
    },
    visit: async (id) => {
      const [row] = await company.sql<{ row: Visit }[]>`
        select private.booking_rows(${company.orgId}, array[${id}]::uuid[]) as row`;
      return row?.row as Visit;
    },
  };
}

/** An instant of the far Tuesday all stories plan on: 2030-03-05, when New York is five hours behind UTC. */
export function at(time: string, day = 5): string {
  return `2030-03-${String(day).padStart(2, "0")}T${time}:00Z`;
}

/** `starts_at` and `ends_at` of such a day. */
export function between(from: string, to: string, day = 5): { starts_at: string; ends_at: string } {
  return { starts_at: at(from, day), ends_at: at(to, day) };
}
