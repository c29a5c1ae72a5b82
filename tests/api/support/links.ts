import { randomUUID } from "node:crypto";
import { database, installation } from "./installation";

/** A customer's browser at one link: it knows the link's address and its cookie, nothing else. */
export type Visitor = { linkId: string; token: string; cookie: string };

/** A link of a visit, as a message would carry it. */
export async function linkTo(orgId: string, bookingId: string): Promise<string> {
  const [row] = await database()<{ token: string }[]>`
    select private.portal_token_for(${orgId}, ${bookingId}, 'copy', null) as token`;
  if (!row) throw new Error("The link was not made.");
  return row.token;
}

export const openToken = (token: string, method = "GET", headers: Record<string, string> = {}) =>
  fetch(`${installation.url}/p/${token}`, { method, headers, redirect: "manual" });

export async function visitBy(token: string): Promise<Visitor> {
  const response = await openToken(token);
  const linkId = /^\/v\/([0-9a-f-]{36})$/.exec(response.headers.get("location") ?? "")?.[1];
  const cookie = response.headers.getSetCookie().find((each) => each.startsWith("portal_"));
  if (!linkId || !cookie) throw new Error(`The link did not open: ${response.status}`);
  return { linkId, token, cookie: cookie.split(";")[0] ?? "" };
}

/** Whatever lies below the link's address. */
export function at(visitor: Visitor, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${installation.url}/v/${visitor.linkId}${path}`, {
    redirect: "manual",
    ...init,
    headers: { cookie: visitor.cookie, ...(init.headers as Record<string, string> | undefined) },
  });
}

type State = Record<string, unknown> & { version: string };
type Portal = State & {
  visit: Record<string, unknown>;
  may: Record<string, unknown>;
  messages: { body: string; from: string }[];
  feedback: Record<string, unknown> | null;
  hold: { id: string; starts_at: string } | null;
};

export async function stateOf(visitor: Visitor): Promise<Portal> {
  const response = await at(visitor, "/state");
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { data: Portal }).data;
}

/** An action as the page's script sends it. */
export async function act(
  visitor: Visitor,
  action: string,
  body: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const op = action === "seen" || action === "code" ? {} : { op_id: randomUUID() };
  const response = await at(visitor, `/actions/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: installation.url, ...headers },
    body: JSON.stringify({ ...op, ...body }),
  });
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return {
    status: response.status,
    json: (json.data as Record<string, unknown>) ?? json,
    headers: response.headers,
  };
}

/** The same as a browser without script sends it under no-referrer: its origin is "null". */
export function submit(visitor: Visitor, action: string, fields: Record<string, string>): Promise<Response> {
  return at(visitor, `/actions/${action}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "null",
      "sec-fetch-site": "same-origin",
    },
    body: new URLSearchParams(fields).toString(),
  });
}
