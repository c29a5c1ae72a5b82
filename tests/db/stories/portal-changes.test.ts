import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, clock, openLink } from "./portal";
import type { Customer, Span } from "./portal";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let shop: Scheduling;
let sam: string;
let visit: Visit;
let customer: Customer;

beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());
beforeEach(async () => {
  shop = await foundScheduling(base);
  sam = await shop.hireResource("Sam");
  visit = await bookedVisit(shop, sam);
  customer = await openLink(shop, visit);
});

const day = (of = 5) => ({
  from: `2030-03-0${of}T05:00:00Z`,
  to: `2030-03-0${of + 1}T05:00:00Z`,
});
const at = (time: string, of = 5) => `2030-03-0${of}T${time}:00Z`;
const hold = async (starts_at: string, who = customer) =>
  (await who.does("hold", { starts_at })).hold as Span & { id: string; expires_at: string };
const fill = async (technician: string, from: string, to: string, of = 5) =>
  shop.plan({ ...between(from, to, of), assignments: [{ resource_id: technician }] });
const history = () => shop.sql`
  select to_status, actor_kind, actor_id, reason from public.booking_status_history
  where booking_id = ${visit.id} order by booking_version`;

describe("a time is kept while the customer decides", () => {
  test("for the set minutes, out of everybody else's reach and not out of his own", async () => {
    const kept = await hold(at("15:00"));
    const minutes = (new Date(kept.expires_at).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4.9);
    expect(minutes).toBeLessThan(5.1);
    expect((await customer.state()).hold).toMatchObject({
      id: kept.id,
      starts_at: "2030-03-05T15:00:00+00:00",
    });
    expect(clock(await customer.slots({ ...day(), from: at("15:00") }))).toEqual(["15:00"]);
    const found = await shop.slots();
    expect(
      found.data
        .filter((slot) => slot.resource_ids.includes(sam))
        .map((slot) => slot.starts_at.slice(11, 16)),
    ).toEqual(["16:00"]);
    await expect(fill(sam, "15:30", "16:30")).rejects.toMatchObject({ code: "CO409" });
  });

  test("one at once: the next lets go of the last, also in another browser", async () => {
    await hold(at("15:00"));
    const second = await openLink(shop, visit);
    await hold(at("16:00"), second);
    const holds =
      await shop.sql`select principal, held_by from public.booking_holds where org_id = ${shop.orgId}`;
    expect(holds).toEqual([{ principal: `portal:${customer.link}`, held_by: null }]);
    expect(await shop.periods(sam)).toEqual(["05 14:00 - 05 15:00", "05 16:00 - 05 17:00"]);
  });

  test("only where it is offered, and without a word of what is in the way", async () => {
    const other = await fill(sam, "16:00", "17:00");
    for (const starts_at of [at("16:00"), at("15:07"), at("20:00"), new Date().toISOString()]) {
      const refused = await refusal(customer.does("hold", { starts_at }));
      expect(refused).toMatchObject({
        code: "CO409",
        message: "slot_taken: This time has just been taken. Please choose another one.",
        detail: null,
      });
      expect(JSON.stringify(refused)).not.toMatch(new RegExp(`${other.number}|Sam|Ruiz`));
    }
    expect(await refusal(customer.does("hold"))).toMatchObject({ code: "CO422", hint: "starts_at" });
  });

  test("two customers who want the same time: one gets it", async () => {
    const max = await shop.hireResource("Max");
    await fill(max, "15:00", "17:00");
    await shop.sql`update public.bookings set starts_at = starts_at, assigned = assigned where id = ${visit.id}`;
    const job = await shop.job({ service_type_id: shop.serviceTypeId });
    const second = await openLink(
      shop,
      await shop.plan({ job_id: job.id, ...between("14:00", "15:00"), assignments: [{ resource_id: max }] }),
    );
    const answers = await Promise.allSettled([hold(at("16:00")), hold(at("16:00"), second)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [refused] = answers.filter((answer) => answer.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "CO409", message: expect.stringContaining("slot_taken") });
  });

  test("a retry of the same hold is one hold", async () => {
    const op_id = randomUUID();
    const [first, again] = await Promise.all([
      customer.does("hold", { starts_at: at("15:00"), op_id }),
      customer.does("hold", { starts_at: at("15:00"), op_id }),
    ]);
    expect(first.hold).toEqual(again.hold);
    expect([first, again].filter((answer) => answer.replayed)).toHaveLength(1);
  });
});

describe("the visit moves to the time that was kept", () => {
  test("with the same technician, the promise and the confirmation moved along, by the customer's hand", async () => {
    const kept = await hold(at("15:30"));
    expect(await customer.does("reschedule", { hold_id: kept.id })).toEqual({
      window: { starts_at: "2030-03-05T15:30:00+00:00", ends_at: "2030-03-05T17:30:00+00:00" },
      replayed: false,
    });
    const moved = await shop.visit(visit.id);
    expect(moved).toMatchObject({
      status: "scheduled",
      starts_at: "2030-03-05T15:30:00+00:00",
      arrival_window: { starts_at: "2030-03-05T15:30:00+00:00" },
      promised_window: { starts_at: "2030-03-05T15:30:00+00:00", ends_at: "2030-03-05T17:30:00+00:00" },
      assignments: [{ resource_id: sam, role: "lead" }],
    });
    expect(moved.confirmed_at).not.toBeNull();
    expect(await shop.periods(sam)).toEqual(["05 15:30 - 05 16:30"]);
    const [change] = await shop.sql`
      select actor_kind, actor_id from private.change_log
      where entity = 'booking' and entity_id = ${visit.id} order by id desc limit 1`;
    expect(change).toEqual({ actor_kind: "portal", actor_id: customer.link });
    const events =
      await shop.sql`select type from private.outbox where entity_id = ${visit.id} and type = 'booking.rescheduled'`;
    expect(events).toHaveLength(1);
    const state = await customer.state();
    expect([state.hold, state.visit.changed]).toEqual([null, null]);
  });

  test("by part of his own hour, which his hold need not keep twice", async () => {
    const kept = await hold(at("14:30"));
    expect(await shop.periods(sam)).toEqual(["05 14:00 - 05 15:00", "05 15:00 - 05 15:30"]);
    await customer.does("reschedule", { hold_id: kept.id });
    expect(await shop.periods(sam)).toEqual(["05 14:30 - 05 15:30"]);
  });

  test("with somebody else where his technician is taken, and with the visit's van", async () => {
    const van = await shop.hireResource("Van 3", { kind: "vehicle" });
    visit = await shop.change(visit, { assignments: [{ resource_id: sam }, { resource_id: van }] });
    await fill(sam, "15:00", "17:00");
    const max = await shop.hireResource("Max");
    const kept = await hold(at("16:00"));
    await customer.does("reschedule", { hold_id: kept.id });
    const { assignments } = await shop.visit(visit.id);
    expect(Object.fromEntries(assignments.map((line) => [line.resource_id, line.role]))).toEqual({
      [max]: "lead",
      [van]: "equipment",
    });
    expect((await customer.state()).visit.people).toEqual([
      { first_name: "Max", photo_file_id: null, vehicle: "Van 3" },
    ]);
  });

  test("not to a hold that ran out, was another link's, or never was", async () => {
    const other = await openLink(shop, await bookedVisit(shop, await shop.hireResource("Uma")));
    const theirs = await hold(at("15:00"), other);
    const mine = await hold(at("15:00"));
    await shop.sql`update public.booking_holds set expires_at = now() - interval '1 second' where id = ${mine.id}`;
    for (const hold_id of [mine.id, theirs.id, randomUUID(), "x"]) {
      expect(await refusal(customer.does("reschedule", { hold_id }))).toMatchObject({
        code: "CO409",
        message: "hold_expired: This time is not kept any more. Please choose again.",
      });
    }
    expect(await shop.visit(visit.id)).toMatchObject({ starts_at: "2030-03-05T14:00:00+00:00" });
  });

  test("not when the office was faster: it is told in words that name nobody", async () => {
    const kept = await hold(at("15:00"));
    await shop.sql`update public.resource_occupancy set expires_at = now() + interval '1 hour', hold_id = hold_id where hold_id = ${kept.id}`;
    await shop.sql`delete from public.resource_occupancy where hold_id = ${kept.id}`;
    await fill(sam, "15:00", "16:00");
    expect(await refusal(customer.does("reschedule", { hold_id: kept.id }))).toMatchObject({
      code: "CO409",
      message: "slot_taken: This time has just been taken. Please choose another one.",
      detail: null,
    });
  });

  test("once, however often and from however many windows it is sent", async () => {
    const kept = await hold(at("15:00"));
    const op_id = randomUUID();
    const sent = Promise.all(
      Array.from({ length: 4 }, () => customer.does("reschedule", { hold_id: kept.id, op_id })),
    );
    await expect(sent).resolves.toHaveLength(4);
    const answers = await sent;
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.window))).size).toBe(1);
    expect(await refusal(customer.does("cancel", { op_id }))).toMatchObject({ code: "CO422", hint: "op_id" });
  });

  test("once, when a second window sends it while the first is not through", async () => {
    const kept = await hold(at("15:00"));
    const payload = { hold_id: kept.id, op_id: randomUUID() };
    const { second } = await asIdentity(
      shop.sql,
      customer.identity,
      async (tx) => {
        await tx`select public.portal_reschedule(${tx.json(payload)})`;
        // Settled only after the first has committed: what it waits for is part of what is tested.
        const settled = Promise.allSettled([customer.does("reschedule", payload)]);
        await tx`select pg_sleep(0.3)`;
        return { second: settled };
      },
      { commit: true },
    );
    expect(await second).toMatchObject([{ status: "fulfilled", value: { replayed: true } }]);
  });

  test("a crew goes as it is on the new day", async () => {
    const old = await shop.hireResource("Old hand");
    const young = await shop.hireResource("Young hand");
    const crew = await shop.formCrew("Two", [
      { id: sam },
      { id: old, to: "2030-03-05" },
      { id: young, from: "2030-03-06" },
    ]);
    visit = await shop.change(visit, { assignments: [{ crew_id: crew }] });
    const kept = await hold(at("15:00", 6));
    await customer.does("reschedule", { hold_id: kept.id });
    const { assignments } = await shop.visit(visit.id);
    expect(assignments.map((line) => line.resource_id).toSorted()).toEqual([sam, young].toSorted());
  });
});

describe("wishes", () => {
  const wishes = [{ starts_at: at("15:00", 6), ends_at: at("17:00", 6) }];

  test("reach the office as a message at the visit, at its clock, and change nothing", async () => {
    expect(await customer.does("reschedule", { wishes, note: "After school" })).toMatchObject({
      request: { wishes, note: "After school" },
    });
    const state = await customer.state();
    expect(state.messages).toMatchObject([
      { from: "customer", body: "Another time, please:\n2030-03-06 10:00–12:00\nAfter school" },
    ]);
    expect(await shop.visit(visit.id)).toMatchObject({ starts_at: "2030-03-05T14:00:00+00:00" });
  });

  test("are one to three spans of time", async () => {
    for (const wrong of [
      [],
      [...wishes, ...wishes, ...wishes, ...wishes],
      [{ starts_at: at("15:00"), ends_at: at("14:00") }],
      "x",
      [{}],
    ]) {
      expect(await refusal(customer.does("reschedule", { wishes: wrong }))).toMatchObject({
        code: "CO422",
        hint: "wishes",
      });
    }
  });
});

describe("calling off", () => {
  test("cancels the visit in time, frees its people, and says who did it and why", async () => {
    await hold(at("16:00"));
    expect(await customer.does("cancel", { reason: " Heating works again " })).toEqual({
      cancelled: true,
      replayed: false,
    });
    expect(await shop.visit(visit.id)).toMatchObject({
      status: "cancelled",
      status_reason: "Heating works again",
    });
    expect(await shop.periods(sam)).toEqual([]);
    expect((await history()).at(-1)).toEqual({
      to_status: "cancelled",
      actor_kind: "portal",
      actor_id: customer.link,
      reason: "Heating works again",
    });
    const state = await customer.state();
    expect([state.visit.over, state.visit.step, state.may.cancel.reason]).toEqual([
      "cancelled",
      "booked",
      "status",
    ]);
    const events =
      await shop.sql`select 1 from private.outbox where entity_id = ${visit.id} and type = 'booking.cancelled'`;
    expect(events).toHaveLength(1);
  });

  test("without a reason it has the organization's words for it", async () => {
    await customer.does("cancel");
    expect(await shop.visit(visit.id)).toMatchObject({ status_reason: "Cancelled by the customer" });
  });

  test("twice at once it is done once", async () => {
    const op_id = randomUUID();
    const answers = await Promise.all([
      customer.does("cancel", { op_id }),
      customer.does("cancel", { op_id }),
    ]);
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(1);
    expect((await history()).filter((line) => line.to_status === "cancelled")).toHaveLength(1);
  });

  test("a link that is revoked in the same moment either still cancels or does not", async () => {
    const done = await Promise.allSettled([
      customer.does("cancel"),
      shop.sql`update public.customer_portal_access set revoked_at = now() where id = ${customer.link}`,
    ]);
    const { status } = await shop.visit(visit.id);
    expect(status).toBe(done[0].status === "fulfilled" ? "cancelled" : "scheduled");
    expect(await refusal(customer.does("cancel"))).toMatchObject({ code: "CO410" });
  });
});

describe("confirming", () => {
  test("is a fact of the visit, said once", async () => {
    const op_id = randomUUID();
    const first = await customer.does("confirm", { op_id });
    expect(await customer.does("confirm", { op_id })).toEqual({ ...first, replayed: true });
    expect((await customer.does("confirm")).confirmed_at).toBe(first.confirmed_at);
    expect((await shop.visit(visit.id)).confirmed_at).toBe(first.confirmed_at);
    expect((await customer.state()).may.confirm).toBe(false);
  });

  test("is over when the visit is under way, and starts anew when the office moves it", async () => {
    await customer.does("confirm");
    await shop.change(await shop.visit(visit.id), between("15:00", "16:00"));
    expect((await customer.state()).visit.confirmed_at).toBeNull();
    await shop.step(await shop.visit(visit.id), "en_route");
    expect(await refusal(customer.does("confirm"))).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("not_confirmable"),
    });
  });

  test("needs an operation's id, and is no other operation", async () => {
    expect(await refusal(customer.does("confirm", { op_id: null }))).toMatchObject({
      code: "CO422",
      hint: "op_id",
    });
    expect(await refusal(customer.does("confirm", { op_id: "x" }))).toMatchObject({
      code: "CO422",
      hint: "op_id",
    });
  });
});
