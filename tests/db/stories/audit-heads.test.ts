import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { proveAuditLog, publishAuditHeads, sealAuditLogs, sendHeadMail } from "@/lib/audit-logs/worker";
import type { Job, JobContext } from "@/lib/worker/job";
import { startMailServer } from "@/tests/chaos/support/mail-server";
import { workerUrl } from "@/tests/support/cluster";
import { connect } from "@/tests/support/database";
import type { Sql, TestUser } from "@/tests/support/database";
import { createCustomer, openCompany } from "./company";
import type { Company } from "./company";
import { sealEveryLine } from "./sealing";

let acme: Company;
let second: TestUser;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;
let workerSql: Sql;
let folder: string;

beforeAll(async () => {
  [acme, mailServer] = [await openCompany(), await startMailServer()];
  second = await acme.hire("owner");
  folder = await mkdtemp(path.join(tmpdir(), "callout-seals-"));
  workerSql = connect(workerUrl(inject("cluster"), acme.database.name));
  process.env.SMTP_URL = mailServer.url;
  process.env.MAIL_FROM = "Callout <no-reply@callout.test>";
  process.env.APP_URL = "https://callout.test";
  process.env.AUDIT_SEALS_DIR = path.join(folder, "seals");
});
afterAll(async () => {
  await workerSql.end();
  await mailServer.stop();
  await acme.database.close();
  await rm(folder, { recursive: true });
});

type Head = { org_id: string; seq: number; hash: string };
const kept = async (): Promise<Head[]> => {
  const seals = path.join(folder, "seals");
  const files = await readdir(seals);
  const texts = await Promise.all(files.map((name) => readFile(path.join(seals, name), "utf8")));
  return texts.flatMap((text) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Head),
  );
};
const newest = async (): Promise<Head | undefined> =>
  (await acme.sql<Head[]>`select org_id, seq::int as seq, hash from ops.audit_heads(${acme.orgId})`)[0];
const context = (): JobContext => ({
  sql: workerSql,
  signal: new AbortController().signal,
  progress: async () => undefined,
});
const jobs = (kind: string): Promise<{ id: string; payload: Record<string, unknown> }[]> =>
  acme.sql`
    select id, payload from private.background_jobs
    where org_id = ${acme.orgId} and kind = ${kind} and finished_at is null order by id`;
const run = async (
  kind: string,
  handler: (job: Job, context: JobContext) => Promise<unknown>,
): Promise<void> => {
  for (const { id, payload } of await jobs(kind))
    await handler({ id, orgId: acme.orgId, kind, payload, attempts: 1 } as unknown as Job, context());
};

const sealAll = () => sealEveryLine(acme.sql, () => sealAuditLogs(workerSql));

test("each run of the sealer appends its heads beside the database, readable to its owner alone", async () => {
  await createCustomer(acme, { last_name: "First" });
  await sealAll();
  await createCustomer(acme, { last_name: "Second" });
  await sealAll();
  const own = (await kept()).filter((head) => head.org_id === acme.orgId);
  expect(own.length).toBeGreaterThanOrEqual(2);
  expect(own.at(-1)).toMatchObject({ ...(await newest()) });
  expect((await stat(path.join(folder, "seals"))).mode & 0o077).toBe(0);
});

test("the head of the day goes once to each owner by mail, in his language", async () => {
  await acme.sql`update public.profiles set locale = 'de-DE' where id = ${second.id}`;
  await publishAuditHeads(workerSql);
  await publishAuditHeads(workerSql);
  await run("audit_head_mail", sendHeadMail);
  const head = await newest();
  const byPerson = Object.fromEntries(mailServer.received.map((mail) => [mail.to, mail]));
  expect(Object.keys(byPerson).toSorted()).toEqual([acme.owner.email, second.email].toSorted());
  expect(byPerson[acme.owner.email]?.subject).toContain("Audit log of Acme Heating sealed");
  expect(byPerson[second.email]?.subject).toContain("Protokoll von Acme Heating versiegelt");
  for (const mail of mailServer.received) expect(mail.text).toContain(String(head?.hash));
});

test("who is no owner any more gets none", async () => {
  mailServer.received.length = 0;
  await createCustomer(acme, { last_name: "Third" });
  await sealAll();
  await acme.sql`update private.background_jobs set finished_at = now() where org_id = ${acme.orgId}`;
  await publishAuditHeads(workerSql);
  await acme.sql`update public.organization_members set role = 'viewer' where user_id = ${second.id}`;
  await run("audit_head_mail", sendHeadMail);
  expect(mailServer.received.map((mail) => mail.to)).toEqual([acme.owner.email]);
});

test("a proof in the background keeps what it found for the page", async () => {
  const prove = () =>
    proveAuditLog(
      { id: acme.orgId, orgId: acme.orgId, kind: "audit_verification", payload: {} } as unknown as Job,
      context(),
    );
  const found = async () =>
    (
      await acme.sql`
      select finding_count::int as count, findings from private.audit_verifications where org_id = ${acme.orgId}`
    )[0];
  await prove();
  expect(await found()).toMatchObject({ count: 0 });
  await acme.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update public.audit_logs set path = '/edited' where (org_id, id) in (
        select org_id, id from public.audit_logs where org_id = ${acme.orgId} order by id limit 1)`;
  });
  await prove();
  expect(await found()).toMatchObject({ count: 1, findings: [{ kind: "edited" }] });
});
