import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  killAll,
  listOwn,
  prepareInstallation,
  removeInstallation,
  start,
  waitUntilReady,
} from "./support/installation";
import type { Installation, Run } from "./support/installation";
import { startMailServer } from "./support/mail-server";

let mailServer: Awaited<ReturnType<typeof startMailServer>>;
let installation: Installation;
let run: Run;
let sql: postgres.Sql;
let org = "";

beforeAll(async () => {
  mailServer = await startMailServer();
  installation = await prepareInstallation({ SMTP_URL: mailServer.url });
  run = start(installation);
  await waitUntilReady(run);
  sql = postgres(installation.setting("ADMIN_DATABASE_URL"), { max: 2, onnotice: () => undefined });
  const [row] = await sql`select id from public.organizations where slug = 'northside'`;
  org = String(row?.id);
});

afterAll(async () => {
  await sql.end();
  run.process.kill("SIGINT");
  await run.ended;
  await mailServer.stop();
  await removeInstallation(installation);
});

beforeEach(() => {
  mailServer.be("take");
  mailServer.received.length = 0;
});

async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(100);
}

/** What public.create_invitation leaves behind. */
async function invite(email: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const [row] = await transaction`
      insert into public.organization_invitations (org_id, email, role) values (${org}, ${email}, 'viewer') returning id`;
    const id = String(row?.id);
    await transaction`select private.enqueue_job(${org}, 'invitation_mail', ${transaction.json({ invitation_id: id })})`;
    return id;
  });
}

async function readInvitation(id: string) {
  const [row] = await sql<{ sent_at: Date | null; send_error: string | null }[]>`
    select sent_at, send_error from public.organization_invitations where org_id = ${org} and id = ${id}`;
  return row;
}

async function readJob(invitation: string) {
  const [row] = await sql<{ attempts: number; finished_at: Date | null; failed_at: Date | null }[]>`
    select attempts, finished_at, failed_at from private.background_jobs
    where org_id = ${org} and payload ->> 'invitation_id' = ${invitation}`;
  return row;
}

const mailsTo = (email: string) => mailServer.received.filter((mail) => mail.to === email);
const tokenIn = (text: string) => /\/invite\/([\w-]{43})/.exec(text)?.[1] ?? "";

async function isOpen(token: string, invitation: string): Promise<boolean> {
  const [row] = await sql`select (private.find_invitation(${token})).id as id`;
  return row?.id === invitation;
}

describe("the worker", () => {
  test("sends an invitation with a link that works, and notes it", async () => {
    const id = await invite("new@colleague.test");
    await eventually(async () => (await readInvitation(id))?.sent_at !== null);
    const [mail] = mailsTo("new@colleague.test");
    expect(mail?.subject).toBe("Join Northside Heating & Cooling on Callout");
    expect(await isOpen(tokenIn(mail?.text ?? ""), id)).toBe(true);
    expect(await readJob(id)).toMatchObject({ attempts: 1, failed_at: null });
  });

  test("comes back when the mail server is busy", async () => {
    mailServer.be("busy");
    const before = mailServer.attempts();
    const id = await invite("patient@colleague.test");
    await eventually(() => mailServer.attempts() > before);
    await eventually(async () => (await readInvitation(id))?.send_error !== null);
    mailServer.be("take");
    await eventually(async () => (await readInvitation(id))?.sent_at !== null);
    expect((await readInvitation(id))?.send_error).toBeNull();
    expect(mailsTo("patient@colleague.test")).toHaveLength(1);
    expect((await readJob(id))?.attempts).toBeGreaterThan(1);
  });

  test("gives up an address that is refused, and says so at the invitation", async () => {
    mailServer.be("refuse");
    const id = await invite("nobody@colleague.test");
    await eventually(async () => (await readJob(id))?.failed_at !== null);
    expect(await readJob(id)).toMatchObject({ attempts: 1, finished_at: null });
    expect(await readInvitation(id)).toMatchObject({
      sent_at: null,
      send_error: expect.stringMatching(/mail server/),
    });
  });

  test("killed between sending and its record sends again, and both links work", async () => {
    mailServer.be("silent");
    const id = await invite("twice@colleague.test");
    await eventually(() => mailsTo("twice@colleague.test").length === 1);
    mailServer.be("take");
    killAll(listOwn(installation).filter(({ command }) => command.includes("scripts/worker.ts")));
    await eventually(async () => (await readInvitation(id))?.sent_at !== null);

    const mails = mailsTo("twice@colleague.test");
    expect(mails).toHaveLength(2);
    for (const mail of mails) expect(await isOpen(tokenIn(mail.text), id)).toBe(true);
    expect(await readJob(id)).toMatchObject({ attempts: 2, failed_at: null });
  });

  test("sends each mail once, however many workers there are", async () => {
    const others: ChildProcess[] = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ["scripts/run.mjs", "worker"], {
        env: installation.environment,
        stdio: "ignore",
      }),
    );
    const countWorkers = async () => {
      const [row] =
        await sql`select count(*)::int as n from ops.workers where seen_at > now() - interval '15 s'`;
      return Number(row?.n);
    };
    await eventually(async () => (await countWorkers()) >= 4);
    const emails = Array.from({ length: 60 }, (_, number) => `crowd-${number}@colleague.test`);
    const ids = await Promise.all(emails.map(invite));
    for (const id of ids) await eventually(async () => (await readJob(id))?.finished_at !== null);
    expect(emails.map((email) => mailsTo(email).length)).toEqual(emails.map(() => 1));
    const ends = others.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of others) child.kill("SIGTERM");
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
  });

  test("relays events and keeps house by the clock", async () => {
    const [row] = await sql`select count(*)::int as n from private.outbox where relayed_at is null`;
    await sql`update ops.schedules set next_run_at = now() where name = 'maintenance'`;
    await eventually(async () => {
      const [schedule] = await sql`
        select last_error, next_run_at > now() as is_done from ops.schedules where name = 'maintenance'`;
      return schedule?.is_done === true && schedule.last_error === null;
    });
    await eventually(async () => {
      const [left] = await sql`select count(*)::int as n from private.outbox where relayed_at is null`;
      return Number(left?.n) === 0;
    });
    expect(Number(row?.n)).toBeGreaterThanOrEqual(0);
  });
});
