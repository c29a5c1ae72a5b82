import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database, installation } from "./support/installation";
import { act, at, linkTo, stateOf, submit, visitBy, type Visitor } from "./support/links";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, planned, walk, type Ground } from "./support/planning";
import type { Row } from "./support/call";

let home: Company;
let ground: Ground;
let nextHour = 0;

const plannedVisit = () => {
  nextHour += 3;
  const body = { job_id: ground.jobId, ...during(nextHour), ...by(ground.resourceIds[0]) };
  return planned(home.people.dispatcher, body);
};
type Guest = Visitor & { visit: Row };
const guestOf = async (visit: Row): Promise<Guest> => ({
  ...(await visitBy(await linkTo(home.id, visit.id))),
  visit,
});
const fresh = async () => guestOf(await plannedVisit());
const done = async () =>
  guestOf(
    await walk(
      home.people.dispatcher,
      await plannedVisit(),
      { to: "dispatched" },
      { to: "on_site" },
      { to: "completed", outcome: "done" },
    ),
  );
const bookingOf = async ({ visit }: Guest): Promise<Row> =>
  (await call("GET", `/bookings/${visit.id}`, { as: home.people.viewer })).row;

type Slot = { starts_at: string; ends_at: string };
/** Times as the page of another time offers them. */
async function offered(guest: Guest): Promise<string[]> {
  const html = await (await at(guest, "/reschedule")).text();
  return [...html.matchAll(/name="starts_at" value="([^"]+)"/g)].map(([, instant]) => instant ?? "");
}

beforeAll(async () => {
  home = await createCompany("numbat");
  ground = await createGround(home);
});

describe("what a customer does", () => {
  it("confirms, and the office sees it", async () => {
    const guest = await fresh();
    expect((await act(guest, "confirm")).status).toBe(200);
    expect((await bookingOf(guest)).confirmed_at).not.toBeNull();
    expect((await stateOf(guest)).visit.confirmed_at).not.toBeNull();
  });

  it("writes, and the words stand with the visit", async () => {
    const guest = await fresh();
    expect((await act(guest, "message", { body: " The gate is open. " })).status).toBe(200);
    const state = await stateOf(guest);
    expect(state.messages.map(({ from, body }) => [from, body])).toEqual([["customer", "The gate is open."]]);
    const stream = await call("GET", `/activities?booking_id=${guest.visit.id}`, {
      as: home.people.dispatcher,
    });
    expect(stream.text).toContain("The gate is open.");
  });

  it("takes another time: offered, held, moved", async () => {
    const guest = await fresh();
    const [first = ""] = await offered(guest);
    const held = await act(guest, "hold", { starts_at: first });
    expect(held.status).toBe(200);
    const { id } = (held.json as { hold: { id: string } & Slot }).hold;
    expect((await stateOf(guest)).hold?.id).toBe(id);
    expect((await act(guest, "reschedule", { hold_id: id })).status).toBe(200);
    expect(Date.parse(String((await bookingOf(guest)).starts_at))).toBe(Date.parse(first));
  });

  it("asks for another time in three wishes, and the visit stays", async () => {
    const guest = await fresh();
    const wish = { starts_at: "2031-03-03T13:00:00Z", ends_at: "2031-03-03T17:00:00Z" };
    expect((await act(guest, "reschedule", { wishes: [wish], note: "After school." })).status).toBe(200);
    expect((await bookingOf(guest)).starts_at).toBe(guest.visit.starts_at);
    expect((await stateOf(guest)).messages.at(-1)?.body).toContain("After school.");
  });

  it("cancels, and nothing more can be asked of it", async () => {
    const guest = await fresh();
    expect((await act(guest, "cancel", { reason: "It works again." })).status).toBe(200);
    expect(await bookingOf(guest)).toMatchObject({ status: "cancelled" });
    expect(await stateOf(guest)).toMatchObject({ visit: { over: "cancelled" }, may: { confirm: false } });
    const late = await act(guest, "confirm");
    expect([late.status, late.json.code]).toEqual([409, "not_confirmable"]);
  });

  it("rates once, changes it within the day, and not afterwards", async () => {
    const guest = await done();
    expect((await act(guest, "feedback", { overall: 4, comment: "Quick." })).status).toBe(200);
    expect((await act(guest, "feedback", { overall: 5, punctuality: 5 })).status).toBe(200);
    expect((await stateOf(guest)).feedback).toMatchObject({ overall: 5, punctuality: 5, comment: null });
    const [count] = await database()<{ count: number }[]>`
      select count(*)::integer as count from public.customer_feedback where booking_id = ${guest.visit.id}`;
    expect(count?.count).toBe(1);
    await database()`
      update public.customer_feedback set editable_until = now() - interval '1 minute'
      where booking_id = ${guest.visit.id}`;
    const late = await act(guest, "feedback", { overall: 1 });
    expect([late.status, late.json.code]).toEqual([409, "feedback_given"]);
  });

  it("puts the visit into a calendar", async () => {
    const guest = await fresh();
    const response = await at(guest, "/visit.ics");
    expect(response.headers.get("content-type")).toContain("text/calendar");
    const file = await response.text();
    expect(file).toContain(`UID:${guest.linkId}@`);
    expect(file).toContain("METHOD:PUBLISH");
    expect(file).toContain("12 Elm St");
  });
});

describe("an action", () => {
  it("that is repeated or sent twice at once is done once", async () => {
    const guest = await fresh();
    const op_id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => act(guest, "message", { op_id, body: "Once." })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await act(guest, "message", { op_id, body: "Once." })).json).toMatchObject({ replayed: true });
    expect((await stateOf(guest)).messages).toHaveLength(1);
  });

  it("gives the same time to one of two who want it", async () => {
    const [one, other] = [await fresh(), await fresh()];
    const [first = ""] = await offered(one);
    // Somebody else is free then too, so both are asked until nobody is.
    const answers = await Promise.all([
      act(one, "hold", { starts_at: first }),
      act(other, "hold", { starts_at: first }),
    ]);
    for (const { status, json } of answers)
      expect(status === 200 || json.code === "slot_taken", JSON.stringify(json)).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it("is refused from a foreign page, without an origin, and under a foreign null", async () => {
    const guest = await fresh();
    const refused: Record<string, string>[] = [
      { origin: "https://evil.test" },
      { origin: "" },
      { origin: "null" },
      { origin: "null", "sec-fetch-site": "cross-site" },
    ];
    for (const headers of refused) {
      const answer = await act(guest, "confirm", {}, headers);
      expect([answer.status, answer.json.code], JSON.stringify(headers)).toEqual([403, "foreign_origin"]);
    }
    expect((await stateOf(guest)).visit.confirmed_at).toBeNull();
  });

  it("is refused in another form, too large, with unknown fields, or unknown itself", async () => {
    const guest = await fresh();
    const send = (action: string, type: string, body: string) =>
      at(guest, `/actions/${action}`, {
        method: "POST",
        headers: { origin: installation.url, "content-type": type },
        body,
      });
    expect((await send("confirm", "text/plain", "{}")).status).toBe(415);
    expect(
      (await send("message", "application/json", JSON.stringify({ body: "x".repeat(40_000) }))).status,
    ).toBe(413);
    expect((await send("message", "application/json", "{")).status).toBe(400);
    expect((await act(guest, "message", { body: "Hi", to: "all" })).status).toBe(422);
    expect((await act(guest, "message", { body: " " })).status).toBe(422);
    expect((await act(guest, "feedback", { overall: 6 })).status).toBe(422);
    expect((await act(guest, "delete")).status).toBe(404);
    expect((await at(guest, "/actions/confirm")).status).toBe(405);
  });

  it("without script leads back to the page with one word of what happened", async () => {
    const guest = await fresh();
    const sent = await submit(guest, "message", { op_id: randomUUID(), body: "By form." });
    expect([sent.status, sent.headers.get("location")]).toEqual([303, `/v/${guest.linkId}?done=message`]);
    const early = await submit(guest, "feedback", { op_id: randomUUID(), overall: "5" });
    expect([early.status, early.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(`^/v/${guest.linkId}/feedback\\?problem=[a-z_]+$`),
    ]);
    // What was typed stands in the form again, on this customer's pages alone.
    const long = await submit(guest, "message", {
      op_id: randomUUID(),
      body: `Too long. ${"x".repeat(2000)}`,
    });
    const kept = long.headers.getSetCookie().filter((each) => each.startsWith("refused_form"));
    expect(kept[0]).toContain(`Path=/v/${guest.linkId}; Max-Age=600; HttpOnly; SameSite=Lax`);
    const cookie = kept.map((each) => each.split(";")[0]).join("; ");
    const page = await at(guest, "?problem=invalid", { headers: { cookie: `${guest.cookie}; ${cookie}` } });
    expect(await page.text()).toMatch(/<textarea[^>]*name="body"[^>]*>Too long\. x/);
    const wishes = await submit(guest, "reschedule", {
      op_id: randomUUID(),
      day_1: "2031-03-03",
      part_1: "morning",
      day_2: "",
      part_2: "any",
      day_3: "",
      part_3: "any",
      note: "",
    });
    expect(wishes.headers.get("location")).toBe(`/v/${guest.linkId}?done=wishes`);
    expect((await stateOf(guest)).messages.at(-1)?.body).toContain("2031-03-03 08:00");
  });
});
