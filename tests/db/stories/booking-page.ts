import { createHash, randomUUID } from "node:crypto";
import { timeIn } from "@/lib/time";
import type { Identity } from "@/tests/support/database";
import { call } from "./company";
import type { Scheduling } from "./scheduling";

export type Time = { starts_at: string; day: string; window: { starts_at: string; ends_at: string } };
export type Times = { data: Time[]; time_zone: string; next_from: string | null };
export type Progress = {
  hold_id: string;
  starts_at: string;
  expires_at: string;
  place: Record<string, unknown>;
  code: { email: string; expires_at: string; tries_left: number } | null;
} | null;
export type Booked = {
  state: string;
  link_token?: string;
  number?: string;
  progress?: Progress;
  window?: Time["window"];
};

export const ana = {
  name: "Ana María Ruiz",
  email: "ana@visitors.test",
  phone: "+12125550101",
  note: "The boiler is loud.",
  locale: "en",
  address: { line1: "12 Elm St", city: "New York", postcode: "10001" },
};
export const place = { postcode: "10001" };

/** Somebody on the booking page of a company: a browser of his own, at an address of his own unless one is given. */
export function visitorOf(company: Scheduling, ip: string = randomUUID()) {
  const hash = (words: string): string => createHash("sha256").update(words).digest("hex");
  const identity: Identity = {
    name: "visitor",
    role: "anon",
    claims: {
      role: "anon",
      org_id: company.orgId,
      principal: `book:${company.orgId}`,
      book_visitor: hash(randomUUID()),
      book_ip: hash(ip).slice(0, 32),
    },
  };
  const ask = <T>(name: string, payload?: Record<string, unknown>): Promise<T> =>
    call<T>(company.sql, identity, name, payload ? { payload } : {});
  const act = <T>(name: string, payload: Record<string, unknown>): Promise<T> =>
    ask<T>(name, { op_id: randomUUID(), ...payload });
  const service_type_id = company.serviceTypeId;
  const hold = (starts_at: string, more: Record<string, unknown> = {}) =>
    act<NonNullable<Progress>>("book_hold", { service_type_id, place, starts_at, ...more });
  return {
    identity,
    ask,
    act,
    times: (more: Record<string, unknown> = {}) =>
      ask<Times>("book_slots", { service_type_id, place, ...more }),
    hold,
    introduce: (more: Record<string, unknown> = {}) => act<Booked>("book_book", { ...ana, ...more }),
    /** Types a code; the one that is right is known after `knowCode`. */
    type: (code: string, more: Record<string, unknown> = {}) => act<Booked>("book_book", { code, ...more }),
    /** The code that was mailed cannot be read back, so another one is put in its place. */
    knowCode: async (): Promise<string> => {
      await company.sql`
        update private.online_bookings set code_hash = extensions.crypt('123456', extensions.gen_salt('bf', 4))
        where visitor = ${identity.claims?.book_visitor ?? ""} and state = 'waiting'`;
      return "123456";
    },
    request: (more: Record<string, unknown> = {}) =>
      act<Booked>("book_request", { service_type_id, ...ana, ...more }),
  };
}
export type Visitor = ReturnType<typeof visitorOf>;

/** All the way to a visit. */
export async function bookWhole(visitor: Visitor, starts_at: string, who = {}): Promise<Booked> {
  await visitor.hold(starts_at);
  await visitor.introduce(who);
  return visitor.type(await visitor.knowCode());
}

export const nearestOf = (detail: string | null): Time[] =>
  (JSON.parse(detail ?? "{}") as { nearest?: Time[] }).nearest ?? [];

export async function countOf({ sql, orgId }: Scheduling, table: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::integer as n from ${sql(table)} where org_id = ${orgId}`;
  return row?.n ?? -1;
}

/**
 * The notice ends outside of the hours: within them the first time that is offered would be too near as soon as a half
 * hour begins between the look and the taking.
 */
export const giveNotice = (company: Scheduling) =>
  settle(company, "min_notice_h", timeIn(Date.now(), "America/New_York") < "19:00" ? 12 : 20);

/** A setting of the online booking. */
export const settle = ({ sql, orgId }: Scheduling, name: string, value: unknown) => sql`
  insert into public.system_settings (org_id, category, name, value)
  values (${orgId}, 'online_booking', ${name}, ${sql.json(value as never)})
  on conflict (org_id, category, name) do update set value = excluded.value`;
