import { createHash, randomUUID } from "node:crypto";
import { Transformer } from "@napi-rs/image";
import { createClient } from "@supabase/supabase-js";
import type { SupabaseClient } from "@supabase/supabase-js";
import { inject } from "vitest";
import ws from "ws";
import { checkFile, sweepFiles } from "@/lib/files/worker";
import { workerUrl } from "@/tests/support/cluster";
import { connect } from "@/tests/support/database";
import type { Sql, TestUser } from "@/tests/support/database";
import { openGateway } from "@/tests/support/gateway";
import { call } from "./company";
import type { Answer, Company } from "./company";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";

export type FileRow = {
  id: string;
  state: string;
  state_reason: string | null;
  mime: string;
  size_bytes: number;
  sha256: string | null;
  width: number | null;
  height: number | null;
  bucket?: string;
  variants?: Record<string, { path: string; width: number; height: number; mime: string }>;
};
type Renewed = FileRow & { path: string; is_wanted: boolean };
type Declaration = { id?: string; name?: string; mime?: string; size_bytes?: number; sha256?: string };

/** A company with Storage behind it and a worker that looks at files when it is told to. */
export type Filing = Planning & {
  worker: Sql;
  storage: (person: TestUser) => Promise<SupabaseClient["storage"]>;
  declare: (person: TestUser, bytes: Buffer, as?: Declaration) => Promise<FileRow>;
  renew: (person: TestUser, id: string) => Promise<Renewed>;
  /** Puts the bytes in place, in the person's name. */
  put: (person: TestUser, id: string, bytes: Buffer, mime?: string) => Promise<unknown>;
  complete: (person: TestUser, id: string) => Promise<FileRow>;
  check: (id: string) => Promise<void>;
  /** The whole way, to the worker's verdict. */
  send: (person: TestUser, bytes: Buffer, as?: Declaration) => Promise<FileRow>;
  file: (person: TestUser, id: string) => Promise<FileRow>;
  attach: (person: TestUser, fileId: string, target: Record<string, string>) => Promise<{ id: string }>;
  sweep: () => Promise<void>;
  /** Bucket and name of every object. */
  objects: () => Promise<string[]>;
  close: () => Promise<void>;
};

export const sumOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

export async function openFiling(): Promise<Filing> {
  const acme = await openPlanning();
  const gateway = await openGateway(acme.database);
  const worker = connect(workerUrl(inject("cluster"), acme.database.name));
  // The worker's own settings, as scripts/worker.ts finds them.
  process.env.SUPABASE_URL = gateway.url;
  process.env.SUPABASE_SECRET_KEY = gateway.secretKey;
  const storageAs = async (company: Omit<Company, "database">, person: TestUser) => {
    const token = await gateway.tokenFor(company.at(person));
    return createClient(gateway.url, gateway.publishableKey, {
      accessToken: async () => token,
      realtime: { transport: ws as unknown as typeof WebSocket },
    }).storage;
  };
  const filing = filingOf(acme, worker, (person) => storageAs(acme, person));
  return {
    ...filing,
    close: async () => {
      await worker.end();
      await gateway.close();
      await acme.database.close();
    },
  };
}

function filingOf(acme: Planning, worker: Sql, storage: Filing["storage"]): Omit<Filing, "close"> {
  const { sql, orgId } = acme;
  const ask = async <T>(person: TestUser, name: string, payload: Record<string, unknown>): Promise<T> =>
    (await call<Answer<T>>(sql, acme.at(person), name, { payload })).data;
  const declare: Filing["declare"] = (person, bytes, as = {}) =>
    ask(person, "create_file", { name: "photo.jpg", mime: "image/jpeg", size_bytes: bytes.length, ...as });
  const renew: Filing["renew"] = (person, id) => ask(person, "renew_upload", { id });
  const put: Filing["put"] = async (person, id, bytes, mime = "image/jpeg") => {
    const bucket = (await storage(person)).from("uploads");
    return (await bucket.upload(`${orgId}/${id}`, bytes, { contentType: mime })).error;
  };
  const complete: Filing["complete"] = (person, id) => ask(person, "complete_file", { id });
  const check: Filing["check"] = (id) =>
    checkFile(
      {
        orgId,
        id: randomUUID(),
        kind: "file_check",
        payload: { file_id: id },
        attempts: 1,
        maxAttempts: 10,
        waits: { firstWaitS: 5, longestWaitS: 3_600 },
        timeLimitS: 300,
      },
      { sql: worker, signal: new AbortController().signal, progress: async () => undefined },
    );
  const file: Filing["file"] = (person, id) => call<FileRow>(sql, acme.at(person), "get_file", { file: id });
  return {
    ...acme,
    worker,
    storage,
    declare,
    renew,
    put,
    complete,
    check,
    file,
    async send(person, bytes, as = {}) {
      const { id } = await declare(person, bytes, as);
      const error = await put(person, id, bytes, as.mime);
      if (error) throw error as Error;
      await complete(person, id);
      await check(id);
      const [row] = await sql<{ file: FileRow }[]>`
        select to_jsonb(f) as file from public.file_storage as f where f.org_id = ${orgId} and f.id = ${id}`;
      if (!row) throw new Error("The file is gone.");
      return row.file;
    },
    attach: (person, fileId, target) => ask(person, "create_attachment", { file_id: fileId, ...target }),
    sweep: () => sweepFiles(worker, 0),
    objects: async () =>
      (
        await sql<
          { place: string }[]
        >`select bucket_id || '/' || name as place from storage.objects order by 1`
      ).map((row) => row.place),
  };
}

/** A picture whose left half is red and right half blue, with a pattern in a corner so that no two are the same bytes. */
export async function picture(
  width = 900,
  height = 600,
  seed = Math.floor(Math.random() * 2 ** 24),
): Promise<Buffer> {
  return Transformer.fromRgbaPixels(pixels(width, height, seed), width, height).jpeg(80);
}

export async function pngPicture(width = 60, height = 40, seed = 7): Promise<Buffer> {
  return Transformer.fromRgbaPixels(pixels(width, height, seed), width, height).png();
}

function pixels(width: number, height: number, seed: number): Buffer {
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let index = 0; index < width * height; index += 1) {
    const isLeft = index % width < width / 2;
    rgba[index * 4] = isLeft ? 255 : 0;
    // Squares of eight, which JPEG keeps: 24 of them say the seed.
    const square = (Math.floor((index % width) / 8) % 6) + 6 * Math.floor(index / width / 8);
    const isMarked = index % width < 48 && square < 24 && ((seed >> square) & 1) === 1;
    rgba[index * 4 + 1] = isMarked ? 200 : (index * 31) & 15;
    rgba[index * 4 + 2] = isLeft ? 0 : 255;
  }
  return rgba;
}

/** The same picture as a camera held upright writes it: EXIF says "turn it", where it was taken and by what. */
export function withExif(jpeg: Buffer, orientation: number): Buffer {
  const make = Buffer.from("SecretCam\0", "latin1");
  const tiff = Buffer.alloc(38);
  tiff.write("II*\0", "latin1");
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  entry(tiff, 10, { tag: 0x010f, type: 2, count: make.length, value: 38 });
  entry(tiff, 22, { tag: 0x0112, type: 3, count: 1, value: orientation });
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, make]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

type Entry = { tag: number; type: number; count: number; value: number };

function entry(tiff: Buffer, at: number, { tag, type, count, value }: Entry): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(count, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}
