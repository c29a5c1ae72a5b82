import { randomUUID } from "node:crypto";
import type { Identity } from "@/tests/support/database";
import { asIdentity } from "@/tests/support/database";
import { call } from "./company";
import { between } from "./planning";
import type { Visit } from "./planning";
import type { Scheduling } from "./scheduling";

export type Opened = { state: string; link_id: string; secret: string; session_id: string; org_id: string };
export type Span = { starts_at: string; ends_at: string };
export type State = {
  link: { id: string; scopes: string[]; expires_at: string };
  organization: Record<string, unknown>;
  locale: string;
  visit: {
    number: string;
    service: string;
    step: string;
    over: string | null;
    window: Span | null;
    promised: Span | null;
    changed: { was: Span; reason: string | null } | null;
    late: { minutes: number } | null;
    eta: Span | null;
    site: string;
    time_zone: string;
    confirmed_at: string | null;
    instructions_for_customer: string | null;
    next: Span | null;
    steps: { step: string; at: string | null }[];
    people: { first_name: string; photo_file_id: string | null; vehicle: string | null }[];
  };
  may: {
    confirm: boolean;
    reschedule: { allowed: boolean; reason: string | null; until: string | null };
    cancel: { allowed: boolean; reason: string | null; until: string | null };
    message: boolean;
    feedback: boolean;
    files: boolean;
  };
  hold: (Span & { id: string; expires_at: string }) | null;
  messages: { id: string; from: string; body: string }[];
  report: { pdf_file_id: string | null; signer_name: string | null; summary: unknown[] } | null;
  photos: { file_id: string }[];
  feedback: { overall: number; comment: string | null; reply: { body: string } | null } | null;
  version: string;
};
export type Action = Record<string, unknown> & { replayed: boolean };

const secretKey: Identity = {
  name: "service_role",
  role: "service_role",
  claims: { role: "service_role" },
};

/** A customer who opened the link of a visit. */
export type Customer = {
  identity: Identity;
  link: string;
  session: string;
  secret: string;
  state: () => Promise<State>;
  does: (action: string, payload?: Record<string, unknown>) => Promise<Action>;
  slots: (payload?: Record<string, unknown>) => Promise<Span[]>;
};

/** What the server signs for a link: role anon, the link as principal, its session. */
export function linkIdentity(orgId: string, link: string, session: string): Identity {
  return {
    name: "customer",
    role: "anon",
    claims: { role: "anon", org_id: orgId, principal: `portal:${link}`, portal_session: session },
  };
}

export const gate = <T>(
  company: Pick<Scheduling, "sql">,
  name: string,
  args: Record<string, unknown>,
): Promise<T> => call<T>(company.sql, secretKey, name, args);

/** A token of the visit's link, as the worker makes it for a message. */
export async function tokenOf(
  company: Pick<Scheduling, "sql" | "orgId">,
  visit: { id: string },
): Promise<string> {
  const [row] = await company.sql<{ token: string }[]>`
    select private.portal_token_for(${company.orgId}, ${visit.id}, 'message', ${randomUUID()}) as token`;
  return row?.token ?? "";
}

export async function openLink(
  company: Pick<Scheduling, "sql" | "orgId">,
  visit: { id: string },
): Promise<Customer> {
  const opened = await gate<Opened>(company, "gate_portal_open", { token: await tokenOf(company, visit) });
  return customerOf(company, opened);
}

export function customerOf(company: Pick<Scheduling, "sql" | "orgId">, opened: Opened): Customer {
  const identity = linkIdentity(company.orgId, opened.link_id, opened.session_id);
  const does: Customer["does"] = (action, payload = {}) =>
    call<Action>(company.sql, identity, `portal_${action}`, { payload: { op_id: randomUUID(), ...payload } });
  return {
    identity,
    link: opened.link_id,
    session: opened.session_id,
    secret: opened.secret,
    state: () => call<State>(company.sql, identity, "portal_state", {}),
    does,
    slots: async (payload = {}) => (await does("slots", payload)).slots as Span[],
  };
}

/** "HH:MM" UTC of spans. */
export const clock = (spans: Span[]): string[] =>
  spans.map(({ starts_at }) => new Date(starts_at).toISOString().slice(11, 16));

/** Everything of an identity's call that could tell it apart: for refusals that must look alike. */
export async function ending(
  company: Pick<Scheduling, "sql">,
  identity: Identity,
  statement: string,
): Promise<string> {
  return asIdentity(company.sql, identity, async (tx) => {
    await tx.unsafe(statement);
    return "done";
  }).catch((error: { code?: string; message?: string; hint?: string }) =>
    [error.code, error.message, error.hint ?? ""].join(" | "),
  );
}

/** A visit on the stories' Tuesday from nine to ten in New York, done by one technician. */
export async function bookedVisit(company: Scheduling, technician: string): Promise<Visit> {
  const job = await company.job({ service_type_id: company.serviceTypeId });
  return company.plan({
    job_id: job.id,
    ...between("14:00", "15:00"),
    arrival_window: between("14:00", "16:00"),
    assignments: [{ resource_id: technician }],
  });
}
