import { openDatabase, quote } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import { openGateway } from "../../support/gateway";
import type { TestGateway } from "../../support/gateway";
import { attackers } from "../../support/identities";
import type { Attacker } from "../../support/identities";
import { createWorld } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { installOracle } from "./oracle";
import { RestSession } from "./rest-session";

/** A world with a gateway before it. */
export type RestGround = {
  database: TestDatabase;
  world: World;
  gateway: TestGateway;
  rest: RestSession;
  attackers: Attacker[];
  /** Changes with any row of an organization. */
  digest: (organization: Organization) => Promise<string>;
  close: () => Promise<void>;
};

export async function openRestGround(): Promise<RestGround> {
  const database = await openDatabase();
  const world = await createWorld(database.sql);
  await installOracle(database.sql, world.relations);
  const gateway = await openGateway(database);
  const digest = async ({ id }: Organization): Promise<string> => {
    const [row] = await database.sql.unsafe(`select oracle.snapshot(${quote(id)}) as digest`);
    return String(row?.digest);
  };
  return {
    database,
    world,
    gateway,
    rest: new RestSession(gateway),
    // The worker has no token: it does not speak REST.
    attackers: attackers(world).filter(({ name }) => name !== "worker"),
    digest,
    close: async () => {
      await gateway.close();
      await database.close();
    },
  };
}
