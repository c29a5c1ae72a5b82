import type { Readable } from "node:stream";
import { log } from "@/lib/log";
import { connect } from "../database";
import { json } from "../http";
import { callerOf, keyKindOf, refuseKey } from "../keys";
import type { ApiKeys } from "../keys";
import type { Claims, TokenVerifier } from "../tokens";
import { copyObject, moveObject, removeObject, removeObjects } from "./arrange";
import { createBucket, deleteBucket, emptyBucket, listBuckets, readBucket, updateBucket } from "./buckets";
import { createBytes } from "./bytes";
import { readJson } from "./context";
import type { Call, StorageContext } from "./context";
import { denied, failureResponse, fromDatabase, invalidBody, noSuchRoute, StorageFailure } from "./errors";
import { listObjects } from "./list";
import { decodePath } from "./names";
import {
  describeObject,
  downloadObject,
  downloadPublic,
  downloadSigned,
  signObject,
  signObjects,
} from "./read";
import { createSigner } from "./signing";
import { keepSweeping } from "./sweep";
import { signUpload, uploadObject, uploadSigned } from "./upload";

export type StorageOptions = ApiKeys & {
  /** As supabase_storage_admin. */
  databaseUrl: string;
  verify: TokenVerifier;
  /** Where the bytes lie. */
  directory: string;
  maxBytes: number;
};

export type StorageService = {
  /** `request` has no body; `body` is what the client sends, unread. */
  handle(request: Request, url: URL, body: Readable): Promise<Response>;
  close(): Promise<void>;
};

const PREFIX = "/storage/v1/";

/**
 * Supabase Storage's HTTP interface as storage-js uses it: objects and buckets under the caller's row policies, signed
 * addresses, ranges, limits of size and type. No resumable uploads, no image transformation, no S3 protocol.
 */
export function createStorage(options: StorageOptions): StorageService {
  // Its own connections: reading a photo must not queue behind a password's hash.
  const sql = connect(options.databaseUrl, { max: 6, name: "storage" });
  const context: StorageContext = {
    sql,
    bytes: createBytes(options.directory),
    signer: createSigner(options.secretKey),
    maxBytes: options.maxBytes,
  };
  const stopSweeping = keepSweeping(context);
  return {
    async handle(request, url, body) {
      try {
        return await route(context, options, { request, url, body });
      } catch (error) {
        const failure = fromDatabase(error);
        if (failure instanceof StorageFailure) return failureResponse(failure);
        // A client that went away in the middle of an upload is no fault of ours, and nobody reads the answer.
        if (body.errored) return failureResponse(invalidBody("The upload was cut off"));
        log.error("storage.failed", { method: request.method, path: url.pathname, error });
        return json({ statusCode: "500", error: "InternalError", message: "Internal server error" }, 500);
      } finally {
        // What nobody read would stay in the socket and hold up the next request on it.
        body.resume();
      }
    },
    async close() {
      stopSweeping();
      await sql.end({ timeout: 2 });
    },
  };
}

type Asked = Omit<Call, "caller">;

async function route(context: StorageContext, options: StorageOptions, asked: Asked): Promise<Response> {
  const { request, url } = asked;
  const parts = decodePath(url.pathname.slice(PREFIX.length));
  const open = await routeKeyless(context, { ...asked, caller: "service" }, parts);
  if (open) return open;
  const kind = keyKindOf(request, url, options);
  const refused = refuseKey(kind, request);
  if (refused || kind === "missing" || kind === "unknown") return refused ?? json({}, 401);
  const identified = await callerOf(request, kind, options.verify);
  if ("refusal" in identified)
    throw denied(((await identified.refusal.json()) as { message: string }).message);
  const caller: Claims = identified.claims;
  const call: Call = { ...asked, caller };
  return parts[0] === "bucket" ? routeBucket(context, call, parts) : routeObject(context, call, parts);
}

/** Addresses that carry their own permission, or need none. */
function routeKeyless(context: StorageContext, call: Call, parts: string[]): Promise<Response> | undefined {
  const { method } = call.request;
  const [room, second, third, fourth] = parts;
  const isRead = method === "GET" || method === "HEAD";
  if (room === "status" && isRead) return Promise.resolve(json({}));
  if (room !== "object") return undefined;
  if (second === "sign" && isRead && third)
    return downloadSigned(context, call, third, parts.slice(3).join("/"));
  if (second === "public" && isRead && third)
    return downloadPublic(context, call, third, parts.slice(3).join("/"));
  if (second === "upload" && third === "sign" && method === "PUT" && fourth)
    return uploadSigned(context, call, fourth, parts.slice(4).join("/"));
  return undefined;
}

async function routeBucket(context: StorageContext, call: Call, parts: string[]): Promise<Response> {
  const [, id, action] = parts;
  const { method } = call.request;
  if (!id && method === "GET") return listBuckets(context, call);
  if (!id && method === "POST") return createBucket(context, call, await readJson(call.body));
  if (!id) throw noSuchRoute();
  if (action === "empty" && method === "POST") return emptyBucket(context, call, id);
  if (action) throw noSuchRoute();
  if (method === "GET") return readBucket(context, call, id);
  if (method === "PUT") return updateBucket(context, call, id, await readJson(call.body));
  if (method === "DELETE") return deleteBucket(context, call, id);
  throw noSuchRoute();
}

async function routeObject(context: StorageContext, call: Call, parts: string[]): Promise<Response> {
  const [room, second = "", third = ""] = parts;
  if (room !== "object" || !second) throw noSuchRoute();
  const key = `${call.request.method} ${second}`;
  if (key === "POST move") return moveObject(context, call, await readJson(call.body));
  if (key === "POST copy") return copyObject(context, call, await readJson(call.body));
  if (key === "POST list") return listObjects(context, call, third, await readJson(call.body));
  if (key === "POST sign") {
    const body = await readJson(call.body);
    const name = parts.slice(3).join("/");
    return name ? signObject(context, call, third, name, body) : signObjects(context, call, third, body);
  }
  if (key === "POST upload" && third === "sign")
    return signUpload(context, call, parts[3] ?? "", parts.slice(4).join("/"));
  if (key === "GET info") {
    // With or without the word in between; a bucket of that name would be shadowed on hosted too.
    const from = third === "authenticated" ? 3 : 2;
    return describeObject(context, call, parts[from] ?? "", parts.slice(from + 1).join("/"));
  }
  if (key === "DELETE " + second && parts.length === 2)
    return removeObjects(context, call, second, await readJson(call.body));
  const from = second === "authenticated" ? 2 : 1;
  return actOnObject(context, call, parts[from] ?? "", parts.slice(from + 1).join("/"));
}

async function actOnObject(context: StorageContext, call: Call, bucketId: string, name: string) {
  switch (call.request.method) {
    case "GET":
    case "HEAD":
      return downloadObject(context, call, bucketId, name);
    case "POST":
    case "PUT":
      return uploadObject(context, call, bucketId, name);
    case "DELETE":
      return removeObject(context, call, bucketId, name);
    default:
      throw noSuchRoute();
  }
}
