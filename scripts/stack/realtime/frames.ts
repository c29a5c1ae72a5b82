/**
 * The frames of Phoenix channels as Supabase Realtime speaks them: version 1 as JSON objects, version 2 as JSON
 * arrays, and in version 2 a person's broadcasts as binary frames of their own kinds (push 3, message 4) whose
 * lengths lie in single bytes. Source: supabase/realtime, V2Serializer.
 */
export type Version = 1 | 2;

export type Broadcast = {
  event: string;
  /** The payload's bytes: JSON text, or what the sender gave as an ArrayBuffer. */
  body: Buffer;
  isBinary: boolean;
  meta?: Record<string, unknown>;
};

export type Frame = {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
  /** Set instead of the payload's parts where the event is "broadcast". */
  broadcast?: Broadcast;
};

export class MalformedFrame extends Error {
  override name = "MalformedFrame";
}

const PUSH = 3;
const MESSAGE = 4;

export function decodeFrame(data: Buffer, isBinary: boolean, version: Version): Frame {
  if (isBinary) return decodePush(data);
  let value: unknown;
  try {
    value = JSON.parse(data.toString("utf8"));
  } catch {
    throw new MalformedFrame("no JSON");
  }
  const [joinRef, ref, topic, event, payload] = version === 2 ? asArray(value) : asObject(value);
  if (typeof topic !== "string" || typeof event !== "string") throw new MalformedFrame("no topic or event");
  const parts = isRecord(payload) ? payload : {};
  const frame: Frame = { joinRef: textOrNull(joinRef), ref: textOrNull(ref), topic, event, payload: parts };
  if (event !== "broadcast") return frame;
  const body = Buffer.from(JSON.stringify(parts.payload ?? {}));
  return { ...frame, broadcast: { event: textOrNull(parts.event) ?? "", body, isBinary: false } };
}

function asArray(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length < 5) throw new MalformedFrame("no array of five");
  return value;
}

function asObject(value: unknown): unknown[] {
  if (!isRecord(value)) throw new MalformedFrame("no object");
  return [value.join_ref, value.ref, value.topic, value.event, value.payload];
}

function decodePush(data: Buffer): Frame {
  const [kind, ...sizes] = data.subarray(0, 6);
  if (kind !== PUSH || data.length < 7) throw new MalformedFrame("unknown kind of binary frame");
  if (7 + sizes.reduce((sum, size) => sum + size, 0) > data.length) throw new MalformedFrame("too short");
  let offset = 7;
  const [joinRef = "", ref = "", topic = "", event = ""] = sizes.map((size) => {
    offset += size;
    return data.toString("utf8", offset - size, offset);
  });
  const broadcast = { event, body: data.subarray(offset), isBinary: data[6] === 0 };
  if (!broadcast.isBinary) requireJson(broadcast.body);
  return { joinRef: joinRef || null, ref: ref || null, topic, event: "broadcast", payload: {}, broadcast };
}

/** It is passed on as it came, and one client must not be able to make another one's decoder throw. */
function requireJson(body: Buffer): void {
  try {
    JSON.parse(body.toString("utf8"));
  } catch {
    throw new MalformedFrame("payload is no JSON");
  }
}

/** Null where this version cannot say it: bytes in version 1, names that are too long in version 2. */
export function encodeBroadcast(
  topic: string,
  broadcast: Broadcast,
  version: Version,
): Buffer | string | null {
  const { event, body, isBinary, meta } = broadcast;
  if (version === 1) {
    if (isBinary) return null;
    const payload = { type: "broadcast", event, payload: JSON.parse(body.toString("utf8")) as unknown, meta };
    return encodeFrame({ joinRef: null, ref: null, topic, event: "broadcast", payload }, version);
  }
  const parts = [topic, event, meta ? JSON.stringify(meta) : ""].map((part) => Buffer.from(part));
  if (parts.some((part) => part.length > 255)) return null;
  const head = Buffer.from([MESSAGE, ...parts.map((part) => part.length), isBinary ? 0 : 1]);
  return Buffer.concat([head, ...parts, body]);
}

export function encodeFrame(frame: Frame, version: Version): string {
  const { joinRef, ref, topic, event, payload } = frame;
  if (version === 2) return JSON.stringify([joinRef, ref, topic, event, payload]);
  return JSON.stringify({ topic, event, payload, ref, join_ref: joinRef });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
