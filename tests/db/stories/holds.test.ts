import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { at, between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

type Hold = { id: string; resource_ids: string[]; expires_at: string };
const hire = (): Promise<string> => acme.hireResource(`Tech ${crypto.randomUUID().slice(0, 8)}`);
const hold = async (resource_ids: string[], more: object = {}, as?: TestUser): Promise<Hold> => {
  const payload = { resource_ids, ...between("09:00", "10:00"), ...more };
  return (await call<Answer<Hold>>(acme.sql, acme.at(as ?? acme.owner), "create_hold", { payload })).data;
};
const release = (id: string, as?: TestUser) =>
  call(acme.sql, acme.at(as ?? acme.owner), "release_hold", { id });
const visitOf = (resource_id: string, more: object = {}, as?: TestUser): Promise<Visit> =>
  acme.plan({ ...between("09:00", "10:00"), ...more, assignments: [{ resource_id }] }, as);
const expire = (id: string) => acme.sql`
  with gone as (update public.booking_holds set expires_at = now() - interval '1 second' where id = ${id})
  update public.resource_occupancy set expires_at = now() - interval '1 second' where hold_id = ${id}`;

describe("a held time", () => {
  test("is nobody else's for the minutes of the setting, with the buffers the visit will have", async () => {
    const [type] = await acme.sql<{ id: string }[]>`
      insert into public.service_types (org_id, name, duration_min, buffer_after_min, currency)
      values (${acme.orgId}, 'Held', 60, 20, 'USD') returning id`;
    const job = await acme.job({ service_type_id: type?.id });
    const [a, b] = [await hire(), await hire()];
    const held = await hold([a, b], { job_id: job.id });
    expect(held.resource_ids.sort()).toEqual([a, b].sort());
    expect(Date.parse(held.expires_at) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(Date.parse(held.expires_at) - Date.now()).toBeLessThan(6 * 60_000);
    expect(await acme.periods(b)).toEqual(["05 09:00 - 05 10:20"]);
    const answer = await refusal(visitOf(b, between("10:10", "11:00")));
    expect(JSON.parse(answer.detail ?? "")).toMatchObject({ resource_id: b, kind: "hold", booking: null });
    expect((await refusal(hold([b]))).message).toContain("double_booking");
  });

  test("is given up for the visit made with it", async () => {
    const a = await hire();
    const held = await hold([a]);
    await visitOf(a, { hold_id: held.id });
    expect(await acme.periods(a)).toHaveLength(1);
    expect(await refusal(release(held.id))).toMatchObject({ code: "CO404" });
  });

  test("is not in its own holder's way when he asks, by its id or for its job; a stranger's is", async () => {
    const [a, job, colleague] = [await hire(), await acme.job(), await acme.hire("dispatcher")];
    const held = await hold([a], { job_id: job.id });
    const ask = async (more: object, as?: TestUser) => {
      const payload = { ...between("09:00", "10:00"), assignments: [{ resource_id: a }], ...more };
      const answer = await call<Answer<{ conflicts: { kind: string }[] }>>(
        acme.sql,
        acme.at(as ?? acme.owner),
        "check_booking",
        { payload },
      );
      return answer.data.conflicts.map(({ kind }) => kind);
    };
    expect(await ask({ hold_id: held.id })).toEqual([]);
    expect(await ask({ job_id: job.id })).toEqual([]);
    expect(await ask({})).toEqual(["hold"]);
    expect(await ask({ hold_id: held.id, job_id: job.id }, colleague)).toEqual(["hold"]);
  });

  test("of somebody else cannot be taken over", async () => {
    const a = await hire();
    const colleague = await acme.hire("dispatcher");
    const held = await hold([a], {}, colleague);
    expect((await refusal(visitOf(a, { hold_id: held.id }))).message).toContain("double_booking");
    await visitOf(a, { hold_id: held.id }, colleague);
  });

  test("that was not needed after all stays when the visit is refused", async () => {
    const [a, b] = [await hire(), await hire()];
    await visitOf(b);
    const held = await hold([a]);
    await refusal(
      acme.plan({ ...between("09:00", "10:00"), hold_id: held.id, assignments: [{ resource_id: b }] }),
    );
    expect(await acme.periods(a)).toHaveLength(1);
    await release(held.id);
    expect(await acme.periods(a)).toEqual([]);
  });

  test("that ran out is free for a visit, a hold, a move and time off", async () => {
    const people = [await hire(), await hire(), await hire(), await hire()];
    const [a, b, c, d] = people as [string, string, string, string];
    // One at a time: whoever holds something clears away what ran out anywhere in the company.
    const runOut = async (person: string) => expire((await hold([person])).id);
    const made = { id: expect.any(String) as string };
    await runOut(a);
    await expect(visitOf(a)).resolves.toMatchObject(made);
    await runOut(b);
    await expect(hold([b])).resolves.toMatchObject(made);
    const visit = await visitOf(c, between("12:00", "13:00"));
    await runOut(c);
    await expect(acme.change(visit, { starts_at: at("09:00") })).resolves.toMatchObject(made);
    await runOut(d);
    await call(acme.sql, acme.at(acme.owner), "create_time_off", {
      payload: { resource_id: d, ...between("08:00", "12:00"), kind: "training" },
    });
    for (const person of people) expect(await acme.periods(person)).toHaveLength(1);
  });

  test("is released by who holds it or may delete holds, and asks for the right", async () => {
    const a = await hire();
    const colleague = await acme.hire("dispatcher");
    await release((await hold([a])).id, colleague);
    const viewer = await acme.hire("viewer");
    const held = await hold([a]);
    expect((await refusal(release(held.id, viewer))).code).toBe("42501");
    expect((await refusal(hold([a], {}, viewer))).code).toBe("42501");
    await acme.sql`update public.role_permissions set scope = 'own'
      where org_id = ${acme.orgId} and role = 'dispatcher' and resource = 'holds' and permission = 'delete'`;
    expect((await refusal(release(held.id, colleague))).code).toBe("CO404");
    await release(held.id);
  });

  test("needs somebody, a time that ends, and a job that is open", async () => {
    const a = await hire();
    expect(await refusal(hold([]))).toMatchObject({ code: "CO422", hint: "resource_ids" });
    expect(await refusal(hold([a], { ends_at: at("09:00") }))).toMatchObject({ code: "CO422" });
    expect(await refusal(hold([a], { job_id: crypto.randomUUID() }))).toMatchObject({
      code: "CO422",
      hint: "job_id",
    });
  });
});
