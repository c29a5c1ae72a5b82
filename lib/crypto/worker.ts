import "server-only";
import { createKeyRing, wrappedKeys } from "@/lib/crypto/key-ring";
import {
  hasMasterKeys,
  newDataKey,
  newestMaster,
  unwrapDataKey,
  wrapDataKey,
} from "@/lib/crypto/master-keys";
import { SealBroken, type SecretPlace } from "@/lib/crypto/sealing";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";

/** Rows looked at in one go: short transactions, one for each row that is swapped. */
const BATCH = 200;
const SAMPLES = 50;

type Wrapping = { org_id: string; number: number; wrapped: string };
type Secret = { org_id: string; table_name: string; column_name: string; row_key: string; sealed: string };

const placeIn = (secret: Secret) => ({
  table: secret.table_name,
  column: secret.column_name,
  row: secret.row_key,
});

/** For one run: what the last run knew of keys may be old. */
function ringOver(sql: Sql) {
  return createKeyRing({
    read: async (orgId) => {
      const [row] = await sql<{ keys: unknown }[]>`select ops.organization_keys(${orgId}) as keys`;
      return wrappedKeys.parse(row?.keys);
    },
    // Whoever has something to seal anew has a key.
    create: () => Promise.reject(new SealBroken()),
  });
}

/** What the worker needs in clear for a moment. Raises SealBroken for what no key of this environment opens. */
export function openForWorker(sql: Sql, orgId: string, place: SecretPlace, sealed: string): Promise<string> {
  return ringOver(sql).open(orgId, place, sealed);
}

/**
 * Wraps data keys with the newest key of the environment, makes the data keys that an operator asked for, seals anew
 * what an older one sealed, and destroys keys that nothing needs. Reads go on meanwhile: each text says its key, and
 * both are there.
 */
export async function tendKeys(sql: Sql): Promise<void> {
  if (!hasMasterKeys()) return;
  const done = {
    wrapped: await rewrap(sql),
    made: await makeKeys(sql),
    sealed: await sealAnew(sql),
    destroyed: await destroyOld(sql),
  };
  if (Object.values(done).some((count) => count > 0)) log.info("keys_tended", done);
}

async function rewrap(sql: Sql): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await sql<
      Wrapping[]
    >`select * from ops.stale_wrappings(${String(newestMaster())}, ${BATCH})`;
    const before = count;
    for (const { org_id: orgId, number, wrapped } of rows) {
      const dataKey = unwrapOrNull(orgId, number, wrapped);
      if (!dataKey) continue;
      const anew = wrapDataKey(orgId, number, dataKey);
      const [swap] = await sql<{ is_done: boolean }[]>`
        select ops.rewrap_key(${orgId}, ${number}, ${wrapped}, ${anew}) as is_done`;
      if (swap?.is_done) count += 1;
    }
    // What no key of this environment opens stays, and must not be asked for without end.
    if (count === before || rows.length < BATCH) return count;
  }
}

function unwrapOrNull(orgId: string, number: number, wrapped: string): Buffer | null {
  try {
    return unwrapDataKey(orgId, number, wrapped);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    log.error("key_not_opened", { org_id: orgId, number });
    return null;
  }
}

async function makeKeys(sql: Sql): Promise<number> {
  const wanted = await sql<{ org_id: string; number: number }[]>`select * from ops.wanted_keys(${BATCH})`;
  for (const { org_id: orgId, number } of wanted)
    await sql`select ops.add_organization_key(${orgId}, ${number}, ${wrapDataKey(orgId, number, newDataKey())})`;
  return wanted.length;
}

async function sealAnew(sql: Sql): Promise<number> {
  const ring = ringOver(sql);
  let count = 0;
  for (;;) {
    const rows = await sql<Secret[]>`select * from ops.outdated_secrets(${BATCH})`;
    const before = count;
    for (const secret of rows) {
      const place = placeIn(secret);
      const text = await ring.open(secret.org_id, place, secret.sealed).catch(reportUnopened(secret));
      if (text === null) continue;
      const anew = await ring.seal(secret.org_id, place, text);
      const { org_id, table_name, column_name, row_key, sealed } = secret;
      const [swap] = await sql<{ is_done: boolean }[]>`
        select ops.reseal(${org_id}, ${table_name}, ${column_name}, ${row_key}, ${sealed}, ${anew}) as is_done`;
      if (swap?.is_done) count += 1;
    }
    if (count === before) return count;
  }
}

/** Its key is kept as long as it is needed, so a text that does not open keeps the key it names. */
function reportUnopened({ org_id, table_name, row_key }: Secret) {
  return (error: unknown): null => {
    if (!(error instanceof SealBroken)) throw error;
    log.error("secret_not_opened", { org_id, table: table_name, row: row_key });
    return null;
  };
}

async function destroyOld(sql: Sql): Promise<number> {
  const [row] = await sql<{ destroyed: number }[]>`select ops.destroy_old_keys() as destroyed`;
  return row?.destroyed ?? 0;
}

/** The form of a sealed text is no proof that it opens: some are opened each hour, and one that does not is an error. */
export async function proveSecrets(sql: Sql): Promise<void> {
  if (!hasMasterKeys()) return;
  const ring = ringOver(sql);
  const samples = await sql<Secret[]>`select * from ops.secret_samples(${SAMPLES})`;
  let broken = 0;
  for (const secret of samples) {
    const text = await ring.open(secret.org_id, placeIn(secret), secret.sealed).catch(reportUnopened(secret));
    if (text === null) broken += 1;
  }
  if (broken > 0) throw new Error(`${broken} of ${samples.length} secrets do not open with ENCRYPTION_KEYS.`);
}
