import type postgres from "postgres";
import type { Message } from "../mail";
import type { AuthConfig } from "./config";
import { invalid } from "./errors";
import type { Limiter } from "./limits";
import type { Letter } from "./mails";
import type { TokenKeys } from "./tokens";

/** What every endpoint needs. */
export type AuthContext = {
  sql: postgres.Sql;
  config: AuthConfig;
  issuer: string;
  secretKey: string;
  publishableKey: string;
  keys: TokenKeys;
  limiter: Limiter;
  sendMail: (message: Message) => Promise<unknown>;
  cleanUp: (context: AuthContext) => void;
};

export type Json = Record<string, unknown>;

/** One request, its body read. */
export type Call = {
  request: Request;
  url: URL;
  ip: string;
  body: Json;
  /** Mail to send when the endpoint's transaction is committed. */
  letters: Letter[];
  /** Answered without waiting for the mail: how long it takes would tell whether the address is known. */
  isSilent: boolean;
};

export type Endpoint = (context: AuthContext, call: Call) => Promise<Response>;

export function answer(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

/** A text field of the body; absent and null are "". */
export function text(body: Json, name: string): string {
  const value = body[name];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw invalid(`${name} must be a string`);
  return value;
}

export function flag(body: Json, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw invalid(`${name} must be true or false`);
  return value;
}

export function object(body: Json, name: string): Json | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw invalid(`${name} must be an object`);
  return value;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** Lower case, as every comparison of addresses here. */
export function emailAddress(value: string): string {
  if (!value) throw invalid("An email address is required");
  if (value.length > 255) throw invalid("An email address is too long");
  const email = value.trim().toLowerCase();
  if (!EMAIL.test(email)) throw invalid("Unable to validate email address: invalid format");
  return email;
}
