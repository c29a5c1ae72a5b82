import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call, createCustomer, createProperty } from "./company";
import type { Answer } from "./company";
import { epoch, messagingOf } from "./messaging";
import type { Message, Messaging } from "./messaging";
import { at, between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
let mail: Messaging;
beforeAll(async () => {
  acme = await openPlanning();
  mail = messagingOf(acme);
  await acme.sql`update public.customers set email = 'ana@ruiz.test' where id = ${acme.customerId}`;
});
afterAll(() => acme.database.close());

const window = (from: string, to: string, day = 5) => ({ arrival_window: between(from, to, day) });
const booked = (day = 5): Promise<Visit> =>
  acme.plan({ ...between("15:00", "16:00", day), ...window("14:00", "16:00", day) });
const moved = async (visit: Visit, from: string, to: string): Promise<Visit> =>
  acme.change(await acme.visit(visit.id), { ...between(from, to), ...window(from, to) });
const only = async (visit: Visit): Promise<Message> => {
  const [message, ...more] = await mail.messages(visit);
  expect(more).toEqual([]);
  if (!message) throw new Error("There is no message.");
  return message;
};
const customerIs = (columns: Record<string, unknown>) =>
  acme.sql`update public.customers set ${acme.sql(columns)} where id = ${acme.customerId}`;

describe("what a customer is told of a visit", () => {
  test("is its time once it has one, and the new time when it moves", async () => {
    const visit = await booked();
    expect(await mail.sendAll(visit)).toMatchObject([
      {
        event: "visit.booked",
        to: "ana@ruiz.test",
        customer: "Ana Ruiz",
        locale: "en",
        plan: { from: epoch(at("14:00")), to: epoch(at("16:00")) },
        old_plan: null,
        token: expect.stringMatching(/^[\w-]{20,}$/),
      },
    ]);
    await moved(visit, "18:00", "19:00");
    expect(await mail.sendAll(visit)).toMatchObject([
      {
        event: "visit.moved",
        plan: { from: epoch(at("18:00")), to: epoch(at("19:00")) },
        old_plan: { from: epoch(at("14:00")), to: epoch(at("16:00")) },
      },
    ]);
    expect(await mail.sendAll(visit)).toEqual([]);
  });

  test("is not that other people come, or of a change that says no other time", async () => {
    const visit = await booked(6);
    await mail.sendAll(visit);
    await acme.change(visit, { assignments: [{ resource_id: await acme.hireResource("Dana Reyes") }] });
    await acme.change(await acme.visit(visit.id), { ends_at: at("15:45", 6) });
    expect(await mail.sendAll(visit)).toEqual([]);
  });

  test("is nothing of a visit without a time, of the past, or of a change that was taken back", async () => {
    const unplanned = await acme.plan();
    const past = await acme.plan({ starts_at: "2020-03-05T10:00:00Z", ends_at: "2020-03-05T11:00:00Z" });
    expect([...(await mail.sendAll(unplanned)), ...(await mail.sendAll(past))]).toEqual([]);
    const rolled = asIdentity(acme.sql, acme.at(acme.owner), async (tx) => {
      await tx`select public.create_booking(${tx.json({ job_id: unplanned.job_id, ...between("10:00", "11:00") })})`;
    });
    await rolled;
    await mail.relay();
    const [row] = await acme.sql`
      select count(*)::int as n from public.notification_intents as i
      join public.bookings as b on b.org_id = i.org_id and b.id = i.booking_id
      where b.job_id = ${unplanned.job_id}`;
    expect(row?.n).toBe(0);
  });

  test("is that it is off, when he knew of it; who never heard of it hears nothing", async () => {
    const known = await booked(7);
    await mail.sendAll(known);
    await acme.step(known, "cancelled", { reason: "Part not there" });
    expect(await mail.sendAll(known)).toMatchObject([
      { event: "visit.cancelled", plan: null, old_plan: { from: epoch(at("14:00", 7)) }, token: null },
    ]);
    const unknown = await booked(8);
    await acme.step(unknown, "cancelled", { reason: "Slip" });
    expect(await mail.sendAll(unknown)).toEqual([]);
  });

  test("names the day alone where only the day was promised", async () => {
    const visit = await acme.plan({ is_flexible_day: true, flexible_on: "2030-03-11" });
    await acme.change(visit, { instructions: "Ring twice" });
    await acme.change(await acme.visit(visit.id), { flexible_on: "2030-03-12" });
    expect(await mail.sendAll(visit)).toMatchObject([{ plan: { on: "2030-03-12" } }]);
  });
});

describe("the hold", () => {
  test("keeps a message about an office change; ten moves become one message, with the last time", async () => {
    const visit = await booked(12);
    await mail.relay(120);
    for (const hour of ["17", "18", "19"]) {
      await moved(visit, `${hour}:00`, `${hour}:30`);
      await mail.relay(120);
    }
    const message = await only(visit);
    expect(message).toMatchObject({ event: "visit.booked", status: "waiting", attempts: 0 });
    expect(await mail.due(message)).toBeNull();
    await acme.sql`update public.notifications set not_before = now() where id = ${message.id}`;
    expect(await mail.due(message)).toMatchObject({
      event: "visit.booked",
      plan: { from: epoch(at("19:00")) },
    });
  });

  test("makes undo enough: what is back where it was is told nobody", async () => {
    const visit = await booked(13);
    await mail.sendAll(visit);
    await moved(visit, "18:00", "19:00");
    await mail.relay(0);
    await acme.change(await acme.visit(visit.id), {
      ...between("15:00", "16:00", 13),
      ...window("14:00", "16:00", 13),
    });
    expect(await mail.sendAll(visit)).toEqual([]);
    expect((await mail.messages(visit)).map(({ status, reason }) => [status, reason])).toEqual([
      ["sent", null],
      ["withdrawn", "unchanged"],
    ]);
  });

  test("ends with a cancelled visit that was planned again at the same time", async () => {
    const visit = await booked(14);
    await mail.sendAll(visit);
    const off = await acme.step(visit, "cancelled", { reason: "Slip" });
    await mail.relay(0);
    const again = await acme.step(off, "unscheduled");
    await acme.change(again, { ...between("15:00", "16:00", 14), ...window("14:00", "16:00", 14) });
    expect(await mail.sendAll(visit)).toEqual([]);
  });

  test("does not keep who is on the way, and takes it back once he is there", async () => {
    const dana = await acme.hireResource("Dana Reyes");
    const visit = await acme.plan({ ...between("15:00", "16:00", 15), assignments: [{ resource_id: dana }] });
    await mail.sendAll(visit);
    const out = await acme.step(visit, "en_route");
    await mail.relay(120);
    const message = (await mail.messages(visit)).find(({ event }) => event === "visit.on_the_way");
    expect(await mail.due(message as Message)).toMatchObject({ technician: "Dana" });
    await mail.sent(message as Message, "busy");
    await acme.step(out, "on_site");
    expect(await mail.due(message as Message)).toBeNull();
    expect((await mail.messages(visit)).at(-1)).toMatchObject({ status: "withdrawn", reason: "over" });
  });
});

describe("nobody is written to", () => {
  test.each([
    ["without an address", { email: null }, { email: "ana@ruiz.test" }, "no_address"],
    ["who does not want it", { do_not_contact: true }, { do_not_contact: false }, "do_not_contact"],
  ])("%s, and the office reads why; mended, it is sent again by hand", async (_, state, back, reason) => {
    const visit = await booked(18);
    await customerIs(state);
    expect(await mail.sendAll(visit)).toEqual([]);
    const message = await only(visit);
    expect(message).toMatchObject({ status: "withdrawn", reason });
    await customerIs(back);
    const payload = { id: message.id };
    expect(await call(acme.sql, acme.at(acme.owner), "retry_notification", { payload })).toMatchObject({
      data: { status: "waiting", withdrawn_reason: null },
    });
    expect(await mail.sendAll(visit)).toHaveLength(1);
    await acme.step(visit, "cancelled", { reason: "Place for the next" });
  });

  test("whose company switched the message off", async () => {
    const set = (is_active: boolean) =>
      acme.sql`update public.notification_templates set is_active = ${is_active} where event = 'visit.booked'`;
    await set(false);
    const visit = await booked(19);
    expect(await mail.sendAll(visit)).toEqual([]);
    expect(await only(visit)).toMatchObject({ reason: "switched_off" });
    await set(true);
  });

  test("of another company, by the same address", async () => {
    const [row] = await acme.sql`
      select count(*)::int as n from public.notifications where org_id <> ${acme.orgId}`;
    expect(row?.n).toBe(0);
  });
});

describe("a company's customer", () => {
  test("is written in his language, else in the company's; by his contact where he has no address", async () => {
    const customer = await createCustomer(acme, {
      kind: "company",
      company_name: "Klein GmbH",
      locale: "de-AT",
    });
    const { id: property } = await createProperty(acme, customer.id);
    await acme.sql`
      insert into public.customer_contacts (org_id, customer_id, name, email)
      values (${acme.orgId}, ${customer.id}, 'Jo Klein', 'jo@klein.test')`;
    const job = await acme.job({ customer_id: customer.id, property_id: property });
    const visit = await acme.plan({ job_id: job.id, ...between("10:00", "11:00", 20) });
    expect(await mail.sendAll(visit)).toMatchObject([
      { to: "jo@klein.test", locale: "de", subject: "Ihr Termin: {{day}}, {{window}}" },
    ]);
  });
});

describe("sending", () => {
  test("that may have happened before the worker died is repeated under the same Message-ID, once", async () => {
    const visit = await booked(21);
    await mail.relay();
    const message = await only(visit);
    const first = await mail.due(message);
    const again = await mail.due(message);
    expect(again?.message_id).toBe(first?.message_id);
    expect(again?.message_id).toBe(`${message.id}@mail.test`);
    expect(await mail.sent(message)).toBe(true);
    expect(await mail.due(message)).toBeNull();
    expect(await mail.sent(message)).toBe(false);
  });

  test("that may have happened counts as told: the time that follows is a new one, not a first one", async () => {
    const visit = await booked(22);
    await mail.relay();
    const message = await only(visit);
    await mail.due(message);
    await moved(visit, "20:00", "21:00");
    expect(await mail.sendAll(visit)).toMatchObject([{ event: "visit.moved" }]);
    expect(await mail.due(message)).toBeNull();
    expect((await mail.messages(visit)).map(({ status }) => status)).toEqual(["withdrawn", "sent"]);
  });

  test("that certainly did not happen is no news: the first time stays the first", async () => {
    const visit = await booked(23);
    await mail.relay();
    const message = await only(visit);
    await mail.due(message);
    await mail.sent(message, "busy");
    await moved(visit, "22:00", "23:00");
    expect(await mail.sendAll(visit)).toMatchObject([
      { event: "visit.booked", plan: { from: epoch(at("22:00")) } },
    ]);
    expect(await only(visit)).toMatchObject({ status: "sent", attempts: 2 });
  });

  test("that was refused for good fails with the reason, and is tried again by hand alone", async () => {
    const visit = await booked(24);
    await mail.relay();
    const message = await only(visit);
    await mail.due(message);
    await mail.sent(message, "The mail server did not take the mail.", true);
    expect(await mail.due(message)).toBeNull();
    const viewer = await acme.hire("viewer");
    const payload = { id: message.id };
    const retry = (person = acme.owner) =>
      call<Answer>(acme.sql, acme.at(person), "retry_notification", { payload });
    expect(await refusal(retry(viewer))).toMatchObject({ code: "42501" });
    expect(await retry()).toMatchObject({ data: { status: "waiting", error: null } });
    expect(await refusal(retry())).toMatchObject({ code: "CO409" });
    expect(await mail.sendAll(visit)).toHaveLength(1);
  });

  test("is stopped by the office while it waits, and not later", async () => {
    const visit = await booked(25);
    await mail.relay(120);
    const message = await only(visit);
    const stop = () =>
      call<Answer>(acme.sql, acme.at(acme.owner), "withdraw_notification", { payload: { id: message.id } });
    expect(await stop()).toMatchObject({
      data: { status: "withdrawn", withdrawn_reason: "by_hand", withdrawn_by: { id: acme.owner.id } },
    });
    expect(await refusal(stop())).toMatchObject({ code: "CO409" });
    expect(await mail.sendAll(visit)).toEqual([]);
  });
});

describe("what the office writes", () => {
  const write = async (visit: Visit, words: object, as = acme.owner) =>
    (
      await call<Answer<{ id: string; notification_id: string | null }>>(
        acme.sql,
        acme.at(as),
        "create_activity",
        { payload: { kind: "message", booking_id: visit.id, ...words } },
      )
    ).data;
  const onPage = async (visit: Visit): Promise<string[]> => {
    const [row] = await acme.sql<{ m: { body: string }[] }[]>`
      select private.portal_messages(${acme.orgId}, ${visit.id}) as m`;
    return row?.m.map(({ body }) => body) ?? [];
  };

  test("waits its hold, then stands on the customer's page and goes to him by mail", async () => {
    const visit = await acme.plan();
    const line = await write(visit, { body: "We park in the yard.", hold_s: 60 });
    expect(await mail.sendAll(visit)).toEqual([]);
    expect(await onPage(visit)).toEqual([]);
    await acme.sql`update public.notifications set not_before = now() where id = ${line.notification_id}`;
    expect(await mail.sendAll(visit)).toMatchObject([
      {
        event: "visit.message",
        message: "We park in the yard.",
        customer: "Ana Ruiz",
        token: expect.any(String),
      },
    ]);
    expect(await onPage(visit)).toEqual(["We park in the yard."]);
  });

  test("is nowhere once it was taken back, and on the page without a mail where there is no address", async () => {
    const visit = await acme.plan();
    const first = await write(visit, { body: "To the wrong one", hold_s: 60 });
    const payload = { id: first.notification_id };
    await call(acme.sql, acme.at(acme.owner), "withdraw_notification", { payload });
    await customerIs({ email: null });
    await write(visit, { body: "Call us" });
    expect(await mail.sendAll(visit)).toEqual([]);
    await customerIs({ email: "ana@ruiz.test" });
    expect(await onPage(visit)).toEqual(["Call us"]);
    const reasons = (await mail.messages(visit)).map(({ reason }) => reason);
    expect(reasons).toEqual(["by_hand", "no_address"]);
  });

  test("is about a visit, has an end, and comes from who may write to customers", async () => {
    const visit = await acme.plan();
    const viewer = await acme.hire("viewer");
    expect((await refusal(write(visit, { body: "Hello" }, viewer))).code).toBe("42501");
    expect(await refusal(write(visit, { body: "x".repeat(2001) }))).toMatchObject({
      code: "CO422",
      hint: "body",
    });
    const astray = { kind: "message", customer_id: acme.customerId, body: "Hello" };
    expect(
      await refusal(call(acme.sql, acme.at(acme.owner), "create_activity", { payload: astray })),
    ).toMatchObject({ code: "CO422", hint: "booking_id" });
  });
});
