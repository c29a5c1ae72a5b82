import { randomUUID } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Sql } from "postgres";
import type { StackSettings } from "../stack/stack";
import { buildWhenChanged } from "../start/build";
import { keepRunning } from "../start/children";
import { freePorts } from "../test/app";
import { loadBookings } from "./load-bookings";
import type { PlanningWorld } from "./load-bookings";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

/** The stack the benchmarks run on, as the web process must know it. */
export type BenchStack = { url: string; dataDir: string; settings: StackSettings };

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const PASSWORD = "a long enough password";
/** Several at their desks: one person alone would meet the limit of requests a minute. */
const DISPATCHERS = 4;
const CALLS = 80;
const WARM_UP = 8;
const MOST_MS = 300;
const DAY_MS = 86_400_000;

type Row = { id: string; number: string };
type Answer<T> = { data: T };
type Slot = {
  starts_at: string;
  ends_at: string;
  resource_ids: string[];
  arrival_window: { starts_at: string; ends_at: string } | null;
};

/** Asks once and keeps how long the whole answer took, seen from the client. */
type Ask = <T>(name: string, method: string, path: string, body?: unknown) => Promise<T>;

export async function startWeb(stack: BenchStack): Promise<{ url: string; stop: () => Promise<void> }> {
  const { settings, dataDir } = stack;
  const [port = 0] = await freePorts(1);
  const logFolder = path.join(dataDir, "logs");
  const url = `http://localhost:${port}`;
  await buildWhenChanged({ root, distDir: ".next-test", logFolder, say: console.log });
  const web = keepRunning(
    {
      name: "web",
      script: path.join(root, "scripts/server.ts"),
      isWebServer: true,
      logFolder,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        NEXT_DIST_DIR: ".next-test",
        NEXT_TELEMETRY_DISABLED: "1",
        // Next would read .env.local, which belongs to another installation.
        __NEXT_PROCESSED_ENV: "true",
        CALLOUT_EMBEDDED: "1",
        CALLOUT_DATA: dataDir,
        PORT: String(port),
        APP_URL: url,
        SUPABASE_URL: stack.url,
        SUPABASE_PUBLISHABLE_KEY: settings.publishableKey,
        SUPABASE_SECRET_KEY: settings.secretKey,
        CONTEXT_KEY: settings.contextKey,
      },
    },
    (error) => console.error(error.message),
  );
  await web.ready;
  return { url, stop: () => web.stop() };
}

export async function authAnswer<T>(
  stack: BenchStack,
  place: string,
  key: string,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${stack.url}/auth/v1/${place}`, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: key, authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${place} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** A dispatcher of the large company, signed in. Answers the access token. */
async function signInDispatcher(sql: Sql, world: PlanningWorld, stack: BenchStack): Promise<string> {
  const email = `bench-desk-${randomUUID()}@callout.test`;
  const account = { email, password: PASSWORD, email_confirm: true };
  const { secretKey, publishableKey } = stack.settings;
  const { id } = await authAnswer<{ id: string }>(stack, "admin/users", secretKey, account);
  await sql`
    insert into public.organization_members (org_id, user_id, role) values (${world.organization}, ${id}, 'dispatcher')`;
  const grant = "token?grant_type=password";
  const session = await authAnswer<{ access_token: string }>(stack, grant, publishableKey, account);
  return session.access_token;
}

function asker(url: string, token: string, times: Map<string, number[]>): Ask {
  return async <T>(name: string, method: string, place: string, body?: unknown) => {
    const started = performance.now();
    const response = await fetch(`${url}/api/v1${place}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    if (!response.ok) throw new Error(`${method} ${place} answers ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  };
}

/** What the panel asks for while somebody tells who he is, where he lives and what is broken. */
async function lookAround(ask: Ask, turn: number): Promise<void> {
  await ask("services", "GET", "/service-types?limit=200");
  await ask("own fields", "GET", "/custom-fields?limit=200");
  await ask("names of the people", "GET", "/resources?limit=200");
  await ask("customers, nothing typed", "GET", "/customers?limit=8");
  const digits = `607555${String(1000 + turn)}`;
  for (const typed of [digits.slice(0, 6), digits])
    await ask("customers, by phone", "GET", `/customers?q=${typed}&limit=8`);
}

async function findTimes(ask: Ask, world: PlanningWorld, place: string | null): Promise<Slot[]> {
  const quarterMs = 900_000;
  const from = Math.ceil(Date.now() / quarterMs) * quarterMs;
  const query = new URLSearchParams({
    service_type_id: world.serviceType,
    ...(place ? { property_id: place } : {}),
    duration_min: "60",
    from: new Date(from).toISOString(),
    to: new Date(from + 14 * DAY_MS).toISOString(),
    limit: "24",
  });
  const name = place ? "free times, two weeks, with the way" : "free times, two weeks";
  return (await ask<Answer<Slot[]>>(name, "GET", `/slots?${query.toString()}`)).data;
}

/** The requests of one whole call, in the panel's order and with its words. */
async function call(ask: Ask, world: PlanningWorld, turn: number): Promise<void> {
  await lookAround(ask, turn);
  await findTimes(ask, world, null);
  const { data: customer } = await ask<Answer<Row>>("add customer", "POST", "/customers", {
    kind: "person",
    first_name: "Odette",
    last_name: `Marlowe ${turn}`,
    phone: `(607) 555-${1000 + turn}`,
    source: "phone",
  });
  const { data: property } = await ask<Answer<Row>>("add address", "POST", "/properties", {
    customer_id: customer.id,
    address: { line1: `${turn} Sherman Avenue`, postcode: "10040", city: "New York", country: "US" },
  });
  const slots = await findTimes(ask, world, property.id);
  const slot = slots[turn % slots.length];
  if (!slot) throw new Error("The benchmark's calendar has no free time.");
  const { starts_at, ends_at, arrival_window, resource_ids } = slot;
  const { data: hold } = await ask<Answer<Row>>("hold the time", "POST", "/holds", {
    resource_ids,
    starts_at,
    ends_at,
  });
  await ask("places of the customer", "GET", `/properties?customer_id=${customer.id}&limit=50`);
  const { data: job } = await ask<Answer<Row>>("add job", "POST", "/jobs", {
    customer_id: customer.id,
    property_id: property.id,
    service_type_id: world.serviceType,
    title: "Bench service",
    description: "No heat since this morning",
    priority: "normal",
    source: "phone",
  });
  await ask("plan visit", "POST", "/bookings", {
    job_id: job.id,
    starts_at,
    ends_at,
    arrival_window,
    hold_id: hold.id,
    assignments: resource_ids.map((resource_id) => ({ resource_id, role: "lead" })),
  });
}

function figureOf(name: string, taken: readonly number[]): Figure {
  const sorted = taken.toSorted((a, b) => a - b);
  const p95Ms = percentile(sorted, 0.95);
  return {
    name,
    p50Ms: percentile(sorted, 0.5),
    p95Ms,
    referenceP50Ms: NaN,
    referenceP95Ms: NaN,
    ratio: NaN,
    ratioAllowed: null,
    p95AllowedMs: MOST_MS,
    passed: p95Ms < MOST_MS,
  };
}

/** Every answer a dispatcher waits for during a call, over HTTP, in a company of a hundred thousand visits. */
export async function benchCall(sql: Sql, _url: string, stack: BenchStack): Promise<boolean> {
  console.log("Loading planned visits …");
  const world = await loadBookings(sql);
  const web = await startWeb(stack);
  try {
    const times = new Map<string, number[]>();
    const tokens = await Promise.all(
      Array.from({ length: DISPATCHERS }, () => signInDispatcher(sql, world, stack)),
    );
    for (let turn = 0; turn < WARM_UP + CALLS; turn += 1) {
      if (turn === WARM_UP) times.clear();
      await call(asker(web.url, tokens[turn % DISPATCHERS] ?? "", times), world, turn);
    }
    const figures = [...times].map(([name, taken]) => figureOf(name, taken));
    return report("call", figures, { visits: world.bookings, calls: CALLS, dispatchers: DISPATCHERS });
  } finally {
    await web.stop();
  }
}
