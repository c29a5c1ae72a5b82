import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { renderMetrics } from "@/lib/monitoring/rules";
import { measurements } from "@/lib/monitoring/schema";
import { watchInstallation } from "@/lib/monitoring/worker";
import { startMailServer } from "@/tests/chaos/support/mail-server";
import { workerUrl } from "@/tests/support/cluster";
import { asIdentity, connect } from "@/tests/support/database";
import type { Sql } from "@/tests/support/database";
import { createCustomer, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;
let workerSql: Sql;

beforeAll(async () => {
  [acme, mailServer] = [await openCompany("Wombatcanary Heating"), await startMailServer()];
  workerSql = connect(workerUrl(inject("cluster"), acme.database.name));
  process.env.SMTP_URL = mailServer.url;
  process.env.MAIL_FROM = "Callout <no-reply@callout.test>";
  process.env.APP_URL = "https://callout.test";
  process.env.OPERATOR_EMAIL = "operator@callout.test";
});
beforeEach(() => {
  mailServer.be("take");
  mailServer.received.length = 0;
});
afterAll(async () => {
  await workerSql.end();
  await mailServer.stop();
  await acme.database.close();
});

const look = (): Promise<void> => watchInstallation(workerSql);
const subjects = (): string[] => mailServer.received.map((mail) => mail.subject);
const relayed = (): Promise<unknown> => acme.sql`update private.outbox set relayed_at = now()`;
const stuck = (minutes: number): Promise<unknown> => acme.sql`
  update private.outbox set relayed_at = null, created_at = now() - make_interval(mins => ${minutes})
  where id = (select id from private.outbox order by id limit 1)`;

test("an alert is mailed once while it lasts, its end once, and a second occurrence again", async () => {
  await createCustomer(acme, { last_name: "Event" });
  await relayed();
  await look();
  expect(subjects()).toEqual([]);
  await stuck(6);
  await look();
  await look();
  expect(mailServer.received).toMatchObject([
    { to: "operator@callout.test", subject: "Alert: Events are not relayed (callout.test)" },
  ]);
  expect(mailServer.received[0]?.text).toContain("waited for 6 minutes");
  await relayed();
  await look();
  await look();
  expect(subjects().slice(1)).toEqual(["Resolved: Events are not relayed (callout.test)"]);
  await stuck(6);
  await look();
  expect(subjects()).toHaveLength(3);
  await relayed();
  await look();
});

test("a mail server that is away delays an alert and does not swallow it", async () => {
  mailServer.be("busy");
  await stuck(7);
  await expect(look()).rejects.toThrow("did not take the mail");
  expect(subjects()).toEqual([]);
  mailServer.be("take");
  await relayed();
  await look();
  expect(subjects()).toEqual([
    "Alert: Events are not relayed (callout.test)",
    "Resolved: Events are not relayed (callout.test)",
  ]);
});

test("a job that waits and a seal that is broken are measured", async () => {
  await acme.sql`
    insert into private.background_jobs (org_id, kind, run_at)
    values (${acme.orgId}, 'forgotten', now() - interval '16 minutes')`;
  await acme.sql`
    insert into private.audit_verifications
      (org_id, verified_at, upto_seq, line_count, erased_count, finding_count, findings)
    values (${acme.orgId}, now(), 1, 1, 0, 1, '[{"kind": "edited"}]')`;
  await look();
  expect(subjects().toSorted()).toEqual([
    "Alert: An audit log was tampered with (callout.test)",
    "Alert: Jobs wait too long (callout.test)",
  ]);
});

test("a line waits for its seal from when it was written until it has one", async () => {
  const lag = async (): Promise<number> =>
    (await acme.sql<{ lag: number }[]>`select private.seal_lag_s()::int as lag`)[0]?.lag ?? -1;
  const sealAll = () => acme.sql`update ops.audit_seal_state set sealed_upto = pg_current_xact_id()`;
  await sealAll();
  await acme.sql`
    insert into public.audit_logs (org_id, created_at, actor_kind, action, entity)
    values (${acme.orgId}, now() - interval '1 hour', 'operator', 'view', 'x')`;
  expect(Math.round((await lag()) / 60)).toBe(60);
  await sealAll();
  expect(await lag()).toBe(0);
});

test("metrics are numbers with names, and nothing of any organization", async () => {
  const identity = { name: "gate", role: "service_role", claims: null } as const;
  const [row] = await asIdentity(acme.sql, identity, async (tx) => [
    ...(await tx<{ facts: unknown }[]>`select public.gate_metrics() as facts`),
  ]);
  const text = renderMetrics({ ...measurements.parse(row?.facts), diskUsed: 0.5 });
  expect(text).toMatch(/^callout_jobs_due\{class="interactive"\} \d+$/m);
  expect(text).toMatch(/^callout_jobs_oldest_seconds\{class="interactive"\} 9\d\d$/m);
  expect(text).toMatch(/^callout_audit_broken_seals 1$/m);
  expect(text).toMatch(/^callout_connections \d+$/m);
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) callout_\w+ .+|callout_\w+(\{class="[a-z]+"\})? -?\d+(\.\d+)?)$/);
  expect(text.toLowerCase()).not.toContain("wombat");
  expect(text).not.toContain(acme.orgId);
});
