import { randomUUID } from "node:crypto";
import { Transformer } from "@napi-rs/image";
import { createClient } from "@supabase/supabase-js";
import type { SupabaseClient } from "@supabase/supabase-js";
import { importJWK, SignJWT } from "jose";

import type { Sql } from "postgres";
import WebSocket from "ws";
import { checkFile } from "@/lib/files/worker";
import { connectWorker } from "@/lib/worker/database";
import { startWorker } from "@/lib/worker/worker";
import { databaseUrl } from "../stack/credentials";
import type { BenchStack } from "./call";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

const PHOTOS = 40;
const READS = 200;
const ALREADY_THERE = 20_000;

type Bench = { sql: Sql; client: SupabaseClient; orgId: string };
type Declared = { data: { id: string } };

/** As phones resize them: 1600 pixels wide, each with noise of its own. */
async function photos(count: number): Promise<Buffer[]> {
  const [width, height] = [1600, 1200];
  return Promise.all(
    Array.from({ length: count }, async (_, seed) => {
      const rgba = Buffer.alloc(width * height * 4, 255);
      for (let index = 0; index < width * height; index += 1)
        rgba.writeUInt32LE((((index * 2_654_435_761 + seed) >>> 8) & 0x1f1f1f) + 0x404040, index * 4);
      return Transformer.fromRgbaPixels(rgba, width, height).jpeg(80);
    }),
  );
}

async function makeBench(sql: Sql, { url, settings }: BenchStack): Promise<Bench> {
  const [person, session, orgId] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into auth.users (id, aud, role, email) values (${person}, 'authenticated', 'authenticated', 'files@bench.test')`;
  await sql`insert into auth.sessions (id, user_id, created_at, updated_at) values (${session}, ${person}, now(), now())`;
  await sql`
    insert into public.organizations (id, name, slug, country, currency, time_zone)
    values (${orgId}, 'Files', 'files-bench', 'DE', 'EUR', 'Europe/Berlin')`;
  await sql`
    insert into public.role_permissions (org_id, role, resource, permission, scope)
    select ${orgId}, role, resource, permission, scope from private.default_role_permissions`;
  await sql`insert into public.organization_members (org_id, user_id, role) values (${orgId}, ${person}, 'owner')`;
  await fillOrganization(sql, orgId);
  const token = await new SignJWT({ sub: person, role: "authenticated", session_id: session, org_id: orgId })
    .setProtectedHeader({ alg: "ES256", kid: settings.signingKey.kid ?? "bench" })
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(await importJWK(settings.signingKey, "ES256"));
  const client = createClient(url, settings.publishableKey, {
    accessToken: async () => token,
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
  });
  return { sql, client, orgId };
}

/** Files of years, so that quota and sums are looked for among many. */
async function fillOrganization(sql: Sql, orgId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.file_storage
        (org_id, name, kind, state, mime, size_bytes, sha256, bucket, path, variants, stored_bytes, scanned_at)
      select ${orgId}::uuid, 'photo.jpg', 'image', 'ready', 'image/jpeg', 300000, sum, 'files',
        ${orgId}::text || '/' || sum || '/original.jpg', '{"original": {}}', 350000, now()
      from (select encode(sha256(n::text::bytea), 'hex') as sum from generate_series(1, ${ALREADY_THERE}) as n) as sums`;
  });
  await sql`analyze public.file_storage`;
}

async function ask<T>({ client }: Bench, name: string, args: Record<string, unknown>): Promise<T> {
  const { data, error } = await client.rpc(name, args);
  if (error) throw new Error(`${name}: ${error.message}`);
  return data as T;
}

/** The calls a phone makes through the API, one after the other, and then the wait for the worker. */
async function sendPhoto(
  bench: Bench,
  bytes: Buffer,
): Promise<{ id: string; sentMs: number; readyMs: number }> {
  const started = performance.now();
  const payload = { name: "photo.jpg", mime: "image/jpeg", size_bytes: bytes.length };
  const { id } = (await ask<Declared>(bench, "create_file", { payload })).data;
  const path = `${bench.orgId}/${id}`;
  const bucket = bench.client.storage.from("uploads");
  const { data: offer, error } = await bucket.createSignedUploadUrl(path);
  if (error) throw error;
  const put = await bucket.uploadToSignedUrl(
    path,
    offer.token,
    new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }),
  );
  if (put.error) throw put.error;
  await ask(bench, "complete_file", { payload: { id } });
  const sentMs = performance.now() - started;
  for (;;) {
    const { state } = await ask<{ state: string }>(bench, "get_file", { file: id });
    if (state === "ready") return { id, sentMs, readyMs: performance.now() - started };
    if (state === "rejected") throw new Error("A photo of the benchmark was refused.");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

type Stored = { bucket: string; variants: { original: { path: string }; medium?: { path: string } } };

/** What GET /files/{id}/content does, and the bytes behind it. */
async function readPhoto(bench: Bench, id: string): Promise<number> {
  const started = performance.now();
  const { bucket, variants } = await ask<Stored>(bench, "get_file", { file: id });
  const { path } = variants.medium ?? variants.original;
  const { data, error } = await bench.client.storage.from(bucket).createSignedUrl(path, 60);
  if (error) throw error;
  await (await fetch(data.signedUrl)).arrayBuffer();
  return performance.now() - started;
}

function figureOf(name: string, values: number[], p95AllowedMs: number): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const p95Ms = percentile(sorted, 0.95);
  return {
    name,
    p50Ms: percentile(sorted, 0.5),
    p95Ms,
    referenceP50Ms: Number.NaN,
    referenceP95Ms: Number.NaN,
    ratio: Number.NaN,
    ratioAllowed: null,
    p95AllowedMs,
    passed: p95Ms <= p95AllowedMs,
  };
}

/** Photos of a visit: declared, sent and completed, looked at by the worker, and read again. */
export async function benchFiles(sql: Sql, url: string, stack: BenchStack): Promise<boolean> {
  console.log(`Loading ${ALREADY_THERE} files …`);
  const bench = await makeBench(sql, stack);
  const pictures = await photos(PHOTOS);
  process.env.SUPABASE_URL = stack.url;
  process.env.SUPABASE_SECRET_KEY = stack.settings.secretKey;
  const address = new URL(url);
  const login = databaseUrl({
    secretKey: stack.settings.secretKey,
    role: "callout_worker_login",
    port: Number(address.port),
  });
  const workerSql = connectWorker(login, "bench");
  const worker = startWorker({
    sql: workerSql,
    name: "bench",
    handlers: new Map([["file_check", checkFile]]),
  });
  try {
    const sent: Awaited<ReturnType<typeof sendPhoto>>[] = [];
    for (const bytes of pictures) sent.push(await sendPhoto(bench, bytes));
    const reads: number[] = [];
    for (let turn = 0; turn < READS; turn += 1)
      reads.push(await readPhoto(bench, sent[turn % sent.length]?.id ?? ""));
    const figures = [
      figureOf(
        "photo: declare, send, complete",
        sent.map((each) => each.sentMs),
        1_000,
      ),
      figureOf(
        "photo: declared to ready",
        sent.map((each) => each.readyMs),
        4_000,
      ),
      figureOf("photo: read by a signed address", reads, 250),
    ];
    const sizeKb = Math.round((pictures[0]?.length ?? 0) / 1024);
    return report("files", figures, { photos: PHOTOS, "kB each": sizeKb, "files before": ALREADY_THERE });
  } finally {
    await worker.stop();
    await workerSql.end({ timeout: 5 });
  }
}
