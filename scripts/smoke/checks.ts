import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Scene } from "./scene";
import type { Session } from "./session";

/** What the checks of one run share. */
export type Run = {
  url: string;
  office: Session;
  reader: Session | null;
  stranger: Session | null;
  scene: Scene;
};

/** Throws what is wrong; answers why it could not be tried, or nothing. */
type Check = { name: string; check: (run: Run) => Promise<string | void> };

function must(isTrue: boolean, sentence: string): void {
  if (!isTrue) throw new Error(sentence);
}

async function permissions({ url, office, reader, stranger, scene }: Run): Promise<string | void> {
  const path = `/customers/${scene.customer.id}`;
  const nobody = await fetch(`${url}/api/v1${path}`);
  must(nobody.status === 401, `Without a token ${path} answered ${nobody.status}, not 401.`);
  await office.ask("GET", `/customers/${randomUUID()}`, { expect: 404 });
  if (!reader || !stranger) return "only asked without a token: no second and third account was given";
  await reader.ask("GET", path, { expect: 200 });
  await reader.ask("POST", "/customers", { body: { kind: "person", last_name: "No" }, expect: 403 });
  await stranger.ask("GET", path, { expect: 404 });
  await stranger.ask("PATCH", path, { body: { last_name: "No" }, ifMatch: 1, expect: 404 });
}

async function repetition({ office, scene }: Run): Promise<void> {
  const wish = {
    body: { booking_id: scene.booking.id, kind: "note", body: "Smoke test" },
    key: randomUUID(),
    expect: 201,
  };
  const first = await office.ask("POST", "/activities", wish);
  const second = await office.ask("POST", "/activities", wish);
  must(second.headers.get("idempotent-replayed") === "true", "The second answer is not marked as replayed.");
  must(JSON.stringify(first.body) === JSON.stringify(second.body), "The same key was answered in two ways.");
}

async function doubleBooking({ office, scene: { job, slot } }: Run): Promise<void> {
  const answer = await office.ask("POST", "/bookings", {
    body: {
      job_id: job.id,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      assignments: slot.resource_ids.map((id) => ({ resource_id: id, role: "lead" })),
    },
    expect: 409,
  });
  must(
    answer.body.code === "double_booking",
    `The refusal is ${String(answer.body.code)}, not double_booking.`,
  );
}

async function audit({ office, scene }: Run): Promise<void> {
  const changes = await office.data<unknown[]>("GET", `/bookings/${scene.booking.id}/history`);
  must(changes.length > 0, "The visit's history is empty.");
}

/** The customer's browser: keeps the one cookie, follows nothing by itself. */
async function openLink(link: string): Promise<{ page: string; cookie: string }> {
  const response = await fetch(link, { redirect: "manual" });
  must(response.status === 303, `The link answered ${response.status}, not 303.`);
  const [cookie = ""] = (response.headers.getSetCookie()[0] ?? "").split(";");
  return { page: new URL(response.headers.get("location") ?? "", link).href, cookie };
}

async function portalLink({ url, office, scene }: Run): Promise<void> {
  const made = await office.data<{ link: { id: string; version: number }; url: string }>(
    "POST",
    "/portal-links",
    {
      body: { booking_id: scene.booking.id },
    },
  );
  // The address that customers are sent, at the address that was asked to be tried.
  const { page, cookie } = await openLink(new URL(new URL(made.url).pathname, url).href);
  const state = await fetch(`${page}/state`, { headers: { cookie } });
  must(state.status === 200, `The page's state answered ${state.status}, not 200.`);
  must((await state.text()).includes(scene.booking.number), "The page's state is of another visit.");
  const without = await fetch(`${page}/state`);
  must(without.status === 404, `Without its cookie the page answered ${without.status}, not 404.`);
  const unknown = await fetch(`${url}/p/${"x".repeat(43)}`, { redirect: "manual" });
  must(unknown.status === 404, `An unknown link answered ${unknown.status}, not 404.`);
  await office.ask("DELETE", `/portal-links/${made.link.id}`, { ifMatch: made.link.version });
  await pause(2000);
  const ended = await fetch(`${page}/state`, { headers: { cookie } });
  must(ended.status === 410, `Two seconds after it was ended the link answered ${ended.status}, not 410.`);
}

async function notification({ office, scene }: Run): Promise<void> {
  const path = `/notifications?booking_id=${scene.booking.id}`;
  for (let look = 0; look < 30; look += 1) {
    const found = await office.data<{ event: string }[]>("GET", path);
    if (found.some(({ event }) => event === "visit.booked")) return;
    await pause(1000);
  }
  throw new Error("No message about the visit was prepared within 30 s: does a worker run?");
}

export const CHECKS: readonly Check[] = [
  { name: "permissions: nobody, a reader and another company are refused", check: permissions },
  { name: "a request sent twice is done once", check: repetition },
  { name: "a taken time is refused", check: doubleBooking },
  { name: "the visit's history is kept", check: audit },
  { name: "a customer's link opens its visit, nothing else, and ends at once", check: portalLink },
  { name: "the customer's message is prepared", check: notification },
];
