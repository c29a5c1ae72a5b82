import * as fc from "fast-check";
import { asIdentity } from "@/tests/support/database";
import type { Sql, TestUser } from "@/tests/support/database";
import type { Line, Planning } from "./planning";

/** What a client does, as numbers: which record is meant is decided when it is done, by what is there then. */
export type Operation = {
  kind: (typeof kinds)[number];
  /** The place of a record in the list of those there are. */
  pick: number;
  other: number;
  /** Half hours from six hours ago, and how many. */
  slot: number;
  length: number;
  people: number[];
  buffer: number;
};

const kinds = [
  "plan",
  "plan",
  "plan crew",
  "plan open",
  "plan with hold",
  "plan on top",
  "move",
  "move",
  "swap",
  "assign",
  "unassign",
  "unschedule",
  "hold",
  "release",
  "expire",
  "cancel",
  "step",
  "step",
  "step",
  "complete",
  "reopen",
  "time off",
  "back to work",
  "join crew",
  "leave crew",
] as const;

export const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat(50),
  other: fc.nat(50),
  slot: fc.nat(30),
  length: fc.integer({ min: 1, max: 5 }),
  people: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
  buffer: fc.constantFrom(0, 0, 10, 30),
});

export type Site = {
  planning: Planning;
  pool: Sql;
  resources: string[];
  crews: string[];
  jobs: string[];
  /** The half hour that slot 0 is. */
  base: number;
};

type Visit = { id: string; version: string; status: string };

/** Does one operation as the person; the database's refusals come out as errors. */
export async function perform(site: Site, person: TestUser, operation: Operation): Promise<void> {
  const client = clientOf(site, person);
  const visits = await client.list<Visit>("select id, version, status from public.bookings");
  const visit = visits[operation.pick % Math.max(visits.length, 1)];
  if (await doAlone(site, client, operation)) return;
  if (visit) await doWithVisit(site, client, operation, visit, visits);
}

type Client = {
  list: <T extends object>(query: string) => Promise<T[]>;
  call: (name: string, ...args: unknown[]) => Promise<unknown>;
  sql: Sql;
};

function clientOf({ planning, pool }: Site, person: TestUser): Client {
  return {
    sql: pool,
    list: async (query) => [
      ...(await pool.unsafe<never[]>(`${query} where org_id = '${planning.orgId}' order by id`)),
    ],
    call: (name, ...args) =>
      asIdentity(
        pool,
        planning.at(person),
        (tx) =>
          tx.unsafe(
            `select public.${name}(${args.map((_, index) => `$${index + 1}`).join(", ")})`,
            args as never[],
          ),
        { commit: true },
      ),
  };
}

const times = ({ base }: Site, { slot, length }: Operation): { starts_at: string; ends_at: string } => ({
  starts_at: new Date(base + slot * 1_800_000).toISOString(),
  ends_at: new Date(base + (slot + length) * 1_800_000).toISOString(),
});

const named = ({ resources }: Site, { people }: Operation): Line[] =>
  [...new Set(people)].map((index) => ({ resource_id: resources[index % resources.length] ?? "" }));

/** Operations that need no visit to be there; true when it was one. */
async function doAlone(site: Site, client: Client, operation: Operation): Promise<boolean> {
  const job_id = site.jobs[operation.other % site.jobs.length];
  const crew_id = site.crews[operation.other % site.crews.length] ?? "";
  const resource_id = site.resources[operation.other % site.resources.length] ?? "";
  const visit = { job_id, ...times(site, operation), buffer_after_min: operation.buffer };
  const assignments = named(site, operation);
  switch (operation.kind) {
    case "plan":
      await client.call("create_booking", { ...visit, assignments });
      return true;
    case "plan crew":
      await client.call("create_booking", {
        ...visit,
        assignments: operation.buffer ? [{ crew_id }] : [{ crew_id }, ...assignments],
      });
      return true;
    case "plan open":
      await client.call("create_booking", { job_id, assignments });
      return true;
    case "plan with hold": {
      const hold_id = await someHold(client, operation);
      await client.call("create_booking", { ...visit, assignments, hold_id });
      return true;
    }
    case "plan on top":
      await client.call("create_booking", { ...visit, assignments, overlap_reason: "same house" });
      return true;
    default:
      return doToPeople(site, client, operation, { crew_id, resource_id });
  }
}

async function doToPeople(
  site: Site,
  client: Client,
  operation: Operation,
  { crew_id, resource_id }: { crew_id: string; resource_id: string },
): Promise<boolean> {
  const org = site.planning.orgId;
  switch (operation.kind) {
    case "hold":
      await client.call("create_hold", {
        ...times(site, operation),
        resource_ids: named(site, operation).map((line) => line.resource_id),
      });
      return true;
    case "release": {
      const hold = await someHold(client, operation);
      if (hold) await client.call("release_hold", hold);
      return true;
    }
    case "expire":
      await client.sql`
        with expired as (update public.booking_holds set expires_at = now() - interval '1 second'
          where id = ${await someHold(client, operation)} returning id)
        update public.resource_occupancy set expires_at = now() - interval '1 second'
        where hold_id in (select id from expired)`;
      return true;
    case "time off":
      await client.call("create_time_off", { ...times(site, operation), resource_id, kind: "training" });
      return true;
    case "back to work": {
      const rows = await client.list<{ id: string }>("select id from public.resource_time_off");
      const row = rows[operation.pick % Math.max(rows.length, 1)];
      if (row) await client.call("delete_time_off", row.id, null);
      return true;
    }
    case "join crew":
      await client.sql`
        insert into public.crew_members (org_id, crew_id, resource_id, valid_from)
        select ${org}, ${crew_id}, ${resource_id}, current_date - 2
        where not exists (select from public.crew_members where crew_id = ${crew_id} and resource_id = ${resource_id})
        on conflict do nothing`;
      return true;
    case "leave crew":
      await client.sql`
        update public.crew_members set valid_from = null, valid_to = current_date - 3
        where crew_id = ${crew_id} and resource_id = ${resource_id}`;
      return true;
    default:
      return false;
  }
}

async function someHold(client: Client, { pick }: Operation): Promise<string | null> {
  const rows = await client.list<{ id: string }>("select id from public.booking_holds");
  return rows[pick % Math.max(rows.length, 1)]?.id ?? null;
}

async function doWithVisit(
  site: Site,
  client: Client,
  operation: Operation,
  visit: Visit,
  all: Visit[],
): Promise<void> {
  const change = (changes: object) => client.call("update_booking", visit.id, visit.version, changes);
  const step = (to: string, more: object = {}) =>
    client.call("transition_booking", {
      id: visit.id,
      expected_version: visit.version,
      to,
      reason: "as it goes",
      ...more,
    });
  const other = all[operation.other % all.length] ?? visit;
  switch (operation.kind) {
    case "move":
      await change(times(site, operation));
      return;
    case "swap":
      await client.call("move_bookings", {
        moves: [
          { id: visit.id, version: visit.version, ...times(site, operation) },
          { id: other.id, version: other.version, assignments: named(site, operation) },
        ],
      });
      return;
    case "assign":
      await change({ assignments: named(site, operation) });
      return;
    case "unassign":
      await change({ assignments: [] });
      return;
    case "unschedule":
      await change({ starts_at: null });
      return;
    case "cancel":
      await client.call("cancel_bookings", {
        bookings: [{ id: visit.id, version: visit.version }],
        reason: "storm",
      });
      return;
    case "complete":
      await step(visit.status === "on_site" ? "completed" : "on_site", {
        device_time: new Date(site.base + operation.slot * 1_200_000).toISOString(),
      });
      return;
    case "reopen":
      await step(visit.status === "completed" ? "on_site" : "unscheduled");
      return;
    default:
      await step(next[operation.other % next.length] ?? "dispatched");
  }
}

const next = ["dispatched", "en_route", "on_site", "paused", "no_show", "closed", "unscheduled"];
