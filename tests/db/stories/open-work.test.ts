import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call, createCustomer, createProperty } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

type Ground = { customer_id: string; property_id: string };
async function ground(): Promise<Ground> {
  const customer = await createCustomer(acme, { first_name: "Ana" });
  const property = await createProperty(acme, customer.id);
  return { customer_id: customer.id, property_id: property.id };
}
const remove = ({ customer_id }: Ground, as = acme.owner) =>
  call(acme.sql, acme.at(as), "delete_customer", { id: customer_id, expected_version: null });
const namesOf = async (work: Promise<unknown>) => {
  const answer = await refusal(work);
  expect([answer.code, answer.message.split(":")[0]]).toEqual(["CO409", "customer_has_visits"]);
  const { open, open_count } = JSON.parse(answer.detail ?? "") as {
    open: { kind: string; number: string }[];
    open_count: number;
  };
  return { names: open.map(({ kind, number }) => `${kind} ${number}`), count: open_count };
};

describe("a customer with open work", () => {
  test("stays, and the work is named: a visit that is ahead, a job that waits for one", async () => {
    const place = await ground();
    const [planned, waiting] = [await acme.job(place), await acme.job(place)];
    const visit = await acme.plan({ job_id: planned.id, ...between("09:00", "10:00") });
    expect(await namesOf(remove(place))).toEqual({
      names: [`visit ${visit.number}`, `job ${waiting.number}`],
      count: 2,
    });
  });

  test("is named by five of it, with the number of all", async () => {
    const place = await ground();
    for (let count = 0; count < 7; count++) await acme.job(place);
    const found = await namesOf(remove(place));
    expect([found.names.length, found.count]).toEqual([5, 7]);
  });

  test("goes once its visits are called off and its jobs with them", async () => {
    const place = await ground();
    const job = await acme.job(place);
    const visit = await acme.plan({ job_id: job.id, ...between("11:00", "12:00") });
    await acme.step(visit, "cancelled", { reason: "Moved away" });
    expect(await namesOf(remove(place))).toEqual({ names: [`job ${job.number}`], count: 1 });
    await acme.sql`
      update public.jobs set status = 'cancelled', status_reason = 'Moved away' where id = ${job.id}`;
    expect(await remove(place)).toMatchObject({ status: 200 });
  });

  test("is not gone when a job was made while somebody deleted him", async () => {
    const place = await ground();
    let isDone = false;
    const removal = await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      async (tx) => {
        await tx`select public.create_job(${tx.json({ ...place, title: "Leak" })})`;
        const attempt = refusal(remove(place)).then((answer) => {
          isDone = true;
          return answer;
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(isDone).toBe(false);
        return { attempt };
      },
      { commit: true },
    );
    expect((await removal.attempt).message).toContain("customer_has_visits");
  });
});
