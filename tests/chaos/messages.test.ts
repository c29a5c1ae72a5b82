import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createCustomer, createProperty } from "@/tests/db/stories/company";
import { foundPlanning } from "@/tests/db/stories/planning";
import type { Planning, Visit } from "@/tests/db/stories/planning";
import { cloneDatabase, startCluster, workerUrl } from "@/tests/support/cluster";
import { asIdentity, connect } from "@/tests/support/database";
import { startMailServer } from "./support/mail-server";
import type { Received } from "./support/mail-server";

type Cluster = Awaited<ReturnType<typeof startCluster>>;
type MailServer = Awaited<ReturnType<typeof startMailServer>>;

let cluster: Cluster;
let mailServer: MailServer;
let acme: Planning;
let folder = "";
let nextDay = 1;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  [cluster, mailServer] = [await startCluster(), await startMailServer()];
  folder = mkdtempSync(join(tmpdir(), "callout-messages-"));
  const url = await cloneDatabase(cluster.cluster, "messages");
  const sql = connect(url);
  const database = { name: "messages", url, sql, close: () => sql.end({ timeout: 5 }) };
  acme = await foundPlanning({ database, sql } as Planning, "Acme Heating");
  await sql`update public.organizations set email = 'office@acme.test' where id = ${acme.orgId}`;
});

afterAll(async () => {
  await acme.database.close();
  await mailServer.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  const ends = workers.splice(0).map(endOf);
  await Promise.all(ends);
  mailServer.be("take");
  mailServer.received.length = 0;
});

/** A process as `npm run worker` starts it, on the database of this file and the mail server of this machine. */
function startWorker(): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"],
    {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        CALLOUT_DATA: folder,
        DATABASE_URL: workerUrl(cluster.cluster, "messages"),
        SUPABASE_URL: "http://127.0.0.1:9",
        APP_URL: "https://callout.test",
        MAIL_FROM: "Callout <no-reply@callout.test>",
        SMTP_URL: mailServer.url,
        MESSAGE_HOLD_S: "2",
      } as unknown as NodeJS.ProcessEnv,
      stdio: "ignore",
    },
  );
  workers.push(child);
  return child;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(50);
}

/** A customer with an address of his own, and a visit of an hour on a day of its own. */
async function plan(email: string, name: string): Promise<Visit> {
  const customer = await createCustomer(acme, { last_name: name, email });
  const property = await createProperty(acme, customer.id);
  const job = await acme.job({ customer_id: customer.id, property_id: property.id });
  const day = new Date(Date.UTC(2031, 0, nextDay++)).toISOString().slice(0, 10);
  return acme.plan({ job_id: job.id, starts_at: `${day}T15:00:00Z`, ends_at: `${day}T16:00:00Z` });
}

const mailsTo = (email: string): Received[] => mailServer.received.filter((mail) => mail.to === email);

async function messageOf(visit: Visit) {
  const [row] = await acme.sql<{ status: string; attempts: number; error: string | null }[]>`
    select n.status, n.attempts, n.error
    from public.notifications as n
    join public.notification_intents as i on i.org_id = n.org_id and i.id = n.intent_id
    where i.booking_id = ${visit.id} order by n.created_at desc, n.id desc limit 1`;
  return row;
}
const isSent = (visit: Visit) => async () => (await messageOf(visit))?.status === "sent";

describe("a message", () => {
  test("leaves with the company's name, answers go to it, and its one link opens the visit", async () => {
    startWorker();
    const visit = await plan("ana@people.test", "Ruiz");
    await eventually(isSent(visit));
    const [mail] = mailsTo("ana@people.test");
    expect(mail).toMatchObject({ from: "Acme Heating", replyTo: "office@acme.test" });
    expect(mail?.subject).toMatch(
      /^Booked: \w+, January \d+, 10:00\s?AM–12:00\s?PM$|^Booked: .*10:00–11:00\s?AM$/,
    );
    expect(mail?.html.match(/<a /g)).toHaveLength(1);
    const [, token = ""] = /https:\/\/callout\.test\/p\/([\w-]+)/.exec(mail?.text ?? "") ?? [];
    const [row] = await acme.sql`select public.gate_portal_open(${token}, '{}') ->> 'state' as state`;
    expect(row).toEqual({ state: "open" });
  });

  test("waits for a server that is down, and comes when it is back", async () => {
    const { port } = mailServer;
    await mailServer.stop();
    startWorker();
    const visit = await plan("down@people.test", "Patient");
    await eventually(async () => ((await messageOf(visit))?.attempts ?? 0) > 0);
    await eventually(async () => (await messageOf(visit))?.status === "waiting");
    expect((await messageOf(visit))?.error).toMatch(/mail server/);
    mailServer = await startMailServer(port);
    await eventually(isSent(visit));
    expect(mailsTo("down@people.test")).toHaveLength(1);
  });

  test("comes back to a busy server; what is refused for good is not tried again and says why", async () => {
    mailServer.be("busy");
    startWorker();
    const before = mailServer.attempts();
    const busy = await plan("busy@people.test", "Busy");
    await eventually(() => mailServer.attempts() > before);
    await eventually(async () => (await messageOf(busy))?.status === "waiting");
    mailServer.be("take");
    await eventually(isSent(busy));
    expect(mailsTo("busy@people.test")).toHaveLength(1);

    mailServer.be("refuse");
    const refused = await plan("gone@people.test", "Gone");
    await eventually(async () => (await messageOf(refused))?.status === "failed");
    expect(await messageOf(refused)).toMatchObject({
      attempts: 1,
      error: expect.stringMatching(/mail server/),
    });
    await sleep(1_500);
    expect((await messageOf(refused))?.attempts).toBe(1);
  });

  test("is repeated once, recognisably, when its worker is killed before it could note it", async () => {
    mailServer.be("silent");
    const killed = startWorker();
    const visit = await plan("twice@people.test", "Twice");
    await eventually(() => mailsTo("twice@people.test").length === 1);
    killed.kill("SIGKILL");
    mailServer.be("take");
    // As if the lease had run out, which it does after half a minute.
    await acme.sql`update private.background_jobs set leased_until = now() where leased_by is not null`;
    startWorker();
    await eventually(isSent(visit));
    const mails = mailsTo("twice@people.test");
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mails[0]?.messageId).toMatch(/@callout\.test>$/);
  });

  test("is sent once by two workers, for each of forty visits", async () => {
    startWorker();
    startWorker();
    const emails = Array.from({ length: 40 }, (_, n) => `crowd-${n}@people.test`);
    const visits: Visit[] = [];
    for (const email of emails) visits.push(await plan(email, "Crowd"));
    for (const visit of visits) await eventually(isSent(visit));
    expect(emails.map((email) => mailsTo(email).length)).toEqual(emails.map(() => 1));
  });
});

describe("no message", () => {
  test("leaves for a change that was rolled back, or that was undone while it waited", async () => {
    startWorker();
    const visit = await plan("calm@people.test", "Calm");
    await eventually(isSent(visit));
    const later = { starts_at: "2031-06-01T18:00:00Z", ends_at: "2031-06-01T19:00:00Z" };
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`select public.update_booking(${visit.id}, ${visit.version}, ${tx.json(later)})`,
    );
    const { starts_at, ends_at } = visit;
    await acme.change(await acme.visit(visit.id), later);
    await acme.change(await acme.visit(visit.id), { starts_at, ends_at });
    // What comes after it in the queue has left, so it had its turn.
    const next = await plan("next@people.test", "Next");
    await eventually(isSent(next));
    await eventually(async () => {
      const [row] = await acme.sql`
        select count(*)::int as n from public.notifications where status in ('waiting', 'sending')`;
      return row?.n === 0;
    });
    expect(mailsTo("calm@people.test")).toHaveLength(1);
  });

  test("takes a name for anything but a name", async () => {
    const name = "{{secret}}<script>alert(1)</script>{{link}}";
    await acme.sql`
      update public.notification_templates set subject = 'For {{customer}}'
      where org_id = ${acme.orgId} and event = 'visit.booked' and locale = 'en'`;
    startWorker();
    const visit = await plan("curious@people.test", name);
    await eventually(isSent(visit));
    const [mail] = mailsTo("curious@people.test");
    expect(mail?.subject).toBe(`For ${name}`);
    expect(mail?.text).toContain(`Hello ${name},`);
    expect(mail?.html).not.toContain("<script>");
    expect(mail?.html).toContain("{{secret}}&lt;script&gt;alert(1)&lt;/script&gt;{{link}}");
    expect(mail?.html.match(/<a /g)).toHaveLength(1);
  });
});
