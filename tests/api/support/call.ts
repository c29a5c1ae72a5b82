import { expect } from "vitest";
import { installation } from "./installation";
import type { Person } from "./people";

export type Options = {
  as?: Person | string | null;
  body?: unknown;
  /** A body as it stands, for what JSON.stringify would not produce. */
  raw?: string;
  version?: number | string;
  key?: string;
  headers?: Record<string, string>;
};

export type Row = Record<string, unknown> & { id: string; version: number };
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  errors?: { field: string; code: string; message: string }[];
  current?: Row;
  required_scope?: string;
  proof?: string;
};

/** An answer that was read. Of `row`, `rows` and `problem` the one that fits the test is looked at. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  row: Row;
  rows: Row[];
  next: string | null;
  problem: Problem;
};

/** One request to `/api/v1`, as a program sends it: with a bearer token. */
export async function call(method: string, path: string, options: Options = {}): Promise<Answer> {
  const { as = null, body, raw, version, key, headers = {} } = options;
  const token = typeof as === "string" ? as : as?.token;
  const all: Record<string, string> = { ...headers };
  if (token !== undefined) all.authorization = `Bearer ${token}`;
  if (version !== undefined) all["if-match"] = typeof version === "number" ? `"${version}"` : version;
  if (key !== undefined) all["idempotency-key"] = key;
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined && !("content-type" in all)) all["content-type"] = "application/json";
  const response = await fetch(`${installation.url}/api/v1${path}`, {
    method,
    headers: all,
    ...(content === undefined ? {} : { body: content }),
    redirect: "manual",
  });
  const text = await response.text();
  const json = parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    row: json.data as Row,
    rows: json.data as Row[],
    next: (json.next_cursor as string | null | undefined) ?? null,
    problem: json as Problem,
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** As an expectation of its own, because a wrong status alone says little: the problem document says why. */
export function expectStatus(answer: Answer, status: number): void {
  if (answer.status !== status) expect.fail(`${answer.status} instead of ${status}: ${answer.text}`);
}
