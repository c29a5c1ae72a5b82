import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { become, becomeSuperuser, openDatabase, rolledBack, undone } from "../../support/database";
import type { Identity, TestDatabase, Transaction } from "../../support/database";
import { attackers, memberOf, memberRoles } from "../../support/identities";
import { createWorld } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { reportCounts } from "./counts";

let database: TestDatabase;
let world: World;
let tried = 0;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
});
afterAll(() => database?.close());

const officeOf = ({ id }: Organization) => `org:${id}:office`;
const topicsOf = (organization: Organization) => [
  officeOf(organization),
  ...Object.values(organization.people).map(({ id }) => `user:${id}`),
];

/** As Realtime tries it: a row under the topic, looked at and written as the one who wants to join. */
async function tryTopic(
  tx: Transaction,
  identity: Identity,
  topic: string,
  asked = topic,
): Promise<{ reads: boolean; writes: boolean }> {
  tried++;
  return undone(tx, async (inner) => {
    const [probe] = await inner<{ id: string }[]>`
      insert into realtime.messages (topic, extension) values (${topic}, 'broadcast') returning id`;
    await become(inner, identity);
    await inner`select set_config('realtime.topic', ${asked}, true)`;
    const reads = await succeeds(inner, async (on) => {
      const seen = await on`select 1 from realtime.messages where id = ${probe?.id ?? ""}`;
      return seen.length > 0;
    });
    const writes = await succeeds(inner, async (on) => {
      await on`insert into realtime.messages (topic, extension, event, payload) values (${topic}, 'broadcast', 'e', '{}')`;
      return true;
    });
    await becomeSuperuser(inner);
    return { reads, writes };
  });
}

/** A refusal is an answer, too; what it did is taken back. */
async function succeeds(tx: Transaction, work: (on: Transaction) => Promise<boolean>): Promise<boolean> {
  try {
    return await undone(tx, work);
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return false;
    throw error;
  }
}

describe("topics of another organization", () => {
  it("are heard and written by nobody, whatever his token says", async () => {
    const leaks: string[] = [];
    for (const { name, identity, victim } of attackers(world)) {
      // The server's own roles see every row; no browser has their key.
      if (identity.role === "service_role" || identity.role === "callout_worker") continue;
      await rolledBack(database.sql, async (tx) => {
        for (const topic of topicsOf(victim)) {
          if (topic === `user:${identity.claims?.sub}` && identity.claims?.org_id === undefined) continue;
          const { reads, writes } = await tryTopic(tx, identity, topic);
          if (reads || writes) leaks.push(`${name}: ${reads ? "hears" : "writes"} ${topic}`);
        }
      });
    }
    expect(leaks).toEqual([]);
  });

  it("stay shut where the topic is written in another way", async () => {
    const leaks: string[] = [];
    const { victim, home } = world;
    const mine = memberOf(home, "owner");
    const forms = [
      `org:${victim.id}`,
      `org:${victim.id}:office:${home.id}`,
      `org:${home.id}:office org:${victim.id}:office`,
      `ORG:${victim.id}:OFFICE`,
      `org:%:office`,
      `org:${home.id.toUpperCase()}:office`,
      `user:${victim.people.owner.id}`,
      "",
      "office",
    ];
    await rolledBack(database.sql, async (tx) => {
      for (const topic of forms) {
        const { reads, writes } = await tryTopic(tx, mine, topic);
        if (reads || writes) leaks.push(topic);
      }
    });
    expect(leaks).toEqual([]);
  });

  it("show none of their rows to who asks for a topic of his own", async () => {
    const { victim, home } = world;
    const mine = memberOf(home, "owner");
    await rolledBack(database.sql, async (tx) => {
      expect(await tryTopic(tx, mine, officeOf(victim), officeOf(home))).toEqual({
        reads: false,
        writes: false,
      });
    });
  });
});

describe("topics of the own organization", () => {
  it("the office's is heard by who sees all visits, a person's by that person, and nobody speaks there", async () => {
    const { home } = world;
    const heard: Record<string, string[]> = {};
    const named: Record<string, string> = { [officeOf(home)]: "office" };
    for (const role of memberRoles) named[`user:${home.people[role].id}`] = role;
    for (const role of memberRoles) {
      await rolledBack(database.sql, async (tx) => {
        for (const topic of topicsOf(home)) {
          const { reads, writes } = await tryTopic(tx, memberOf(home, role), topic);
          expect(writes).toBe(false);
          if (reads) heard[role] = [...(heard[role] ?? []), named[topic] ?? topic];
        }
      });
    }
    expect(heard).toEqual({
      owner: ["office", "owner"],
      admin: ["office", "admin"],
      dispatcher: ["office", "dispatcher"],
      technician: ["technician"],
      accountant: ["office", "accountant"],
      viewer: ["office", "viewer"],
    });
    await reportCounts("topics of realtime", { attempts: tried });
  });
});
