import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { at, between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
let tech: TestUser;
let tina: string;
let hour = 0;
beforeAll(async () => {
  acme = await openPlanning();
  tech = await acme.hire("technician");
  tina = await acme.hireResource("Tina", { userId: tech.id });
});
afterAll(() => acme.database.close());

/** Tina's next free half hour. */
function slot(): { starts_at: string; ends_at: string } {
  hour++;
  const day = 6 + Math.floor(hour / 20);
  const time = String(hour % 20).padStart(2, "0");
  return between(`${time}:00`, `${time}:30`, day);
}
const visit = (more: object = {}): Promise<Visit> =>
  acme.plan({ ...slot(), assignments: [{ resource_id: tina }], ...more });
const history = (id: string) => acme.sql<Record<string, unknown>[]>`
  select from_status, to_status, reason, skipped, actor_kind, actor_id, device_time, op_id
  from public.booking_status_history where booking_id = ${id} order by booking_version`;
const events = async (id: string): Promise<string[]> => {
  const rows = await acme.sql<{ type: string }[]>`
    select type from private.outbox where entity_id = ${id} order by sequence, type`;
  return rows.map((row) => row.type);
};

describe("a step", () => {
  test("is taken by the technician on his own visit, and skipping is said in the history", async () => {
    let v = await visit();
    v = await acme.step(v, "on_site", { device_time: "2026-03-05T09:12:00Z" }, tech);
    expect(new Date(v.actual_start ?? "").toISOString()).toBe("2026-03-05T09:12:00.000Z");
    v = await acme.step(v, "paused", { reason: "needs a valve" }, tech);
    v = await acme.step(v, "on_site", {}, tech);
    v = await acme.step(v, "completed", { outcome: "incomplete", outcome_reason: "valve ordered" }, tech);
    expect(v).toMatchObject({ status: "completed", outcome: "incomplete", outcome_reason: "valve ordered" });
    expect(new Date(v.actual_start ?? "").toISOString()).toBe("2026-03-05T09:12:00.000Z");
    expect(await history(v.id)).toMatchObject([
      { from_status: null, to_status: "scheduled", actor_id: acme.owner.id },
      {
        to_status: "on_site",
        skipped: ["dispatched", "en_route"],
        actor_kind: "user",
        actor_id: tech.id,
        device_time: new Date("2026-03-05T09:12:00Z"),
      },
      { to_status: "paused", reason: "needs a valve", skipped: [] },
      { from_status: "paused", to_status: "on_site" },
      { to_status: "completed", reason: "valve ordered" },
    ]);
  });

  test("by a phone's clock that runs ahead happened now", async () => {
    const v = await acme.step(await visit(), "on_site", { device_time: "2040-01-01T00:00:00Z" });
    expect(Date.parse(v.actual_start ?? "")).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  test("sent twice by a phone is one step, and another step under its id is refused", async () => {
    const v = await visit();
    const op_id = crypto.randomUUID();
    const first = await acme.step(v, "en_route", { op_id });
    await expect(acme.step(v, "en_route", { op_id })).resolves.toEqual(first);
    expect(await history(v.id)).toHaveLength(2);
    const other = refusal(acme.step(first, "on_site", { op_id }));
    expect(await other).toMatchObject({ code: "CO422", hint: "op_id" });
    expect((await refusal(acme.step(await visit(), "en_route", { op_id }))).message).toContain("op_mismatch");
  });

  test("asks for the version that was read", async () => {
    const v = await visit();
    await acme.step(v, "dispatched");
    expect(await refusal(acme.step(v, "en_route"))).toMatchObject({ code: "CO412", hint: "2" });
  });

  test("asks for what its state asks for, in words", async () => {
    const open = await acme.plan({});
    const alone = await acme.plan(slot());
    const busy = await acme.step(await visit(), "on_site");
    expect(await refusal(acme.step(open, "scheduled"))).toMatchObject({ code: "CO422", hint: "starts_at" });
    expect(await refusal(acme.step(alone, "dispatched"))).toMatchObject({
      code: "CO422",
      hint: "assignments",
    });
    expect(await refusal(acme.step(open, "cancelled"))).toMatchObject({ code: "CO422", hint: "reason" });
    expect(await refusal(acme.step(busy, "paused", { reason: "  " }))).toMatchObject({ hint: "reason" });
    expect(await refusal(acme.step(busy, "completed", { outcome: "incomplete" }))).toMatchObject({
      code: "CO422",
      hint: "outcome_reason",
    });
    expect((await refusal(acme.step(open, "nonsense"))).message).toContain("illegal_step");
  });

  test("of the office is not the technician's, and a colleague's visit is unknown to him", async () => {
    const v = await visit();
    const otto = await acme.hireResource("Otto");
    const colleagues = await acme.plan({ ...slot(), assignments: [{ resource_id: otto }] });
    for (const to of ["dispatched", "unscheduled", "cancelled"]) {
      expect(await refusal(acme.step(v, to, { reason: "I want" }, tech))).toMatchObject({
        code: "42501",
        hint: "bookings:update",
      });
    }
    expect((await refusal(acme.step(colleagues, "en_route", {}, tech))).code).toBe("CO404");
    expect((await refusal(acme.change(v, { starts_at: at("20:00") }, tech))).code).toBe("42501");
    const viewer = await acme.hire("viewer");
    expect((await refusal(acme.step(v, "en_route", {}, viewer))).code).toBe("42501");
  });

  test("back from completed needs the right to approve and seven days at most", async () => {
    let v = await acme.step(await visit(), "on_site");
    v = await acme.step(v, "completed", {}, tech);
    expect(await refusal(acme.step(v, "on_site", {}, tech))).toMatchObject({ hint: "bookings:approve" });
    v = await acme.step(v, "on_site", { reason: "still leaking" });
    expect(v).toMatchObject({ status: "on_site", outcome: null, actual_end: null });
    expect((await history(v.id)).at(-1)).toMatchObject({ reason: "still leaking" });
    v = await acme.step(v, "completed");
    await acme.sql`update public.bookings set actual_start = now() - interval '9 days',
      actual_end = now() - interval '8 days' where id = ${v.id}`;
    v = await acme.visit(v.id);
    expect((await refusal(acme.step(v, "on_site"))).message).toContain("reopen_too_late");
    const forced = acme.sql`update public.bookings set status = 'on_site', actual_end = null, outcome = null
      where id = ${v.id}`;
    expect((await refusal(forced)).message).toContain("reopen_too_late");
  });

  test("is an event of its own name", async () => {
    let v = await visit();
    const otto = await acme.hireResource("Olga");
    v = await acme.change(v, { assignments: [{ resource_id: otto }] });
    v = await acme.change(v, slot());
    v = await acme.change(v, { instructions: "Ring twice" });
    for (const to of ["dispatched", "en_route", "on_site", "completed", "on_site", "completed", "closed"]) {
      v = await acme.step(v, to);
    }
    expect(await events(v.id)).toEqual([
      "booking.assigned",
      "booking.created",
      "booking.scheduled",
      "booking.assigned",
      "booking.unassigned",
      "booking.rescheduled",
      "booking.updated",
      "booking.dispatched",
      "booking.en_route",
      "booking.on_site",
      "booking.completed",
      "booking.reopened",
      "booking.completed",
      "booking.closed",
    ]);
  });
});

describe("a job's state", () => {
  const jobOf = async (v: Visit): Promise<string> => {
    const [row] = await acme.sql<{ status: string }[]>`
      select status from public.jobs where id = ${v.job_id}`;
    return row?.status ?? "";
  };

  test("follows its visits from new to completed and back", async () => {
    const job = await acme.job();
    let first = await acme.plan({ job_id: job.id });
    expect(await jobOf(first)).toBe("new");
    first = await acme.change(first, { ...slot(), assignments: [{ resource_id: tina }] });
    expect(await jobOf(first)).toBe("scheduled");
    let second = await visit({ job_id: job.id });
    first = await acme.step(first, "en_route");
    expect(await jobOf(first)).toBe("in_progress");
    first = await acme.step(await acme.step(first, "on_site"), "completed");
    expect(await jobOf(first)).toBe("in_progress");
    second = await acme.step(second, "cancelled", { reason: "one was enough" });
    expect(await jobOf(first)).toBe("completed");
    first = await acme.step(first, "on_site");
    expect(await jobOf(first)).toBe("in_progress");
    expect(await events(job.id)).toEqual([
      "job.created",
      "job.scheduled",
      "job.in_progress",
      "job.completed",
      "job.in_progress",
    ]);
  });

  test("stays in progress after an incomplete visit until its follow-up is done", async () => {
    let first = await acme.step(await visit(), "on_site");
    first = await acme.step(first, "completed", { outcome: "incomplete", outcome_reason: "part missing" });
    expect(await jobOf(first)).toBe("in_progress");
    const unrelated = await acme.step(await visit({ job_id: first.job_id }), "on_site");
    await acme.step(unrelated, "completed");
    expect(await jobOf(first)).toBe("in_progress");
    const next = await visit({ job_id: first.job_id, parent_booking_id: first.id });
    await acme.step(await acme.step(next, "on_site"), "completed");
    expect(await jobOf(first)).toBe("completed");
  });

  test("is new again when all its visits were called off", async () => {
    const v = await acme.step(await visit(), "no_show", { reason: "nobody opened" });
    expect(await jobOf(v)).toBe("new");
  });

  test("is held and cancelled by hand, with a reason, and taken up again where its visits are", async () => {
    const v = await visit();
    const transition = (to: string, reason?: string) =>
      call<Answer<{ status: string; version: number }>>(acme.sql, acme.at(acme.owner), "transition_job", {
        payload: { id: v.job_id, to, reason },
      });
    expect(await refusal(transition("on_hold"))).toMatchObject({ code: "CO422", hint: "reason" });
    expect((await transition("on_hold", "no parts")).data.status).toBe("on_hold");
    await acme.step(v, "en_route");
    expect(await jobOf(v)).toBe("on_hold");
    expect((await refusal(transition("cancelled", "gone"))).message).toContain("visit_under_way");
    expect((await transition("new")).data.status).toBe("in_progress");
    expect((await refusal(transition("completed"))).message).toContain("illegal_step");
  });

  test("cancelled cancels the visits that have not begun, and gets no further one", async () => {
    const job = await acme.job();
    const open = await acme.plan({ job_id: job.id });
    const planned = await visit({ job_id: job.id });
    await call(acme.sql, acme.at(acme.owner), "transition_job", {
      payload: { id: job.id, to: "cancelled", reason: "customer moved" },
    });
    expect(await acme.visit(open.id)).toMatchObject({ status: "cancelled", status_reason: "customer moved" });
    expect(await acme.visit(planned.id)).toMatchObject({ status: "cancelled" });
    expect((await refusal(visit({ job_id: job.id }))).message).toContain("job_closed");
    expect((await refusal(acme.step(await acme.visit(open.id), "unscheduled"))).message).toContain(
      "job_closed",
    );
  });

  test.each(["cancelled", "deleted"])("%s while somebody plans a visit leaves none standing", async (how) => {
    const job = await acme.job();
    const resource_id = await acme.hireResource(`Race ${how}`);
    const pool = connect(acme.database.url, 2);
    const close = pool.begin(async (tx) => {
      const set =
        how === "cancelled"
          ? tx`status = 'cancelled', status_reason = 'customer moved'`
          : tx`deleted_at = now()`;
      await tx`update public.jobs set ${set} where id = ${job.id}`;
      const plan = acme.plan({
        job_id: job.id,
        ...between("09:00", "10:00"),
        assignments: [{ resource_id }],
      });
      const answer = refusal(plan);
      await tx`select pg_sleep(0.3)`;
      return { answer };
    });
    expect((await (await close).answer).message).toContain("job_closed");
    expect(await acme.periods(resource_id)).toEqual([]);
    await pool.end();
  });
});
