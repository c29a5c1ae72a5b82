import { justSignedIn } from "./database";
import type { Claims, Identity } from "./database";
import type { Organization, World } from "./world";

/** A kind of principal that must not reach an organization it does not live in. */
export type Attacker = {
  name: string;
  identity: Identity;
  /** The organization this identity may see nothing of. */
  victim: Organization;
  /** The organization whose rows it may work with, where it has one. */
  home: Organization | null;
  /** Of somebody with a custom role: what he may do at home, no shipped role tells. */
  hasOwnRights?: boolean;
};

const roles = ["owner", "admin", "dispatcher", "technician", "accountant", "viewer"] as const;
export type Role = (typeof roles)[number];
export const memberRoles: readonly Role[] = roles;

/** Someone of `organization`'s own: the allowed twin of what the attackers are denied. */
export function memberOf(organization: Organization, role: Role): Identity {
  const person = organization.people[role];
  return authenticated(`${role} of ${organization.word}`, {
    sub: person.id,
    session_id: person.sessionId,
    org_id: organization.id,
    org_role: role,
  });
}

/** The customer who opened the organization's link: what the server signs for his page. */
export function customerOf(organization: Organization, claimedOrg = organization): Identity {
  const id = (label: string): string => String(organization.rows.get(label)?.id);
  return {
    name: `customer of ${organization.word}`,
    role: "anon",
    claims: {
      role: "anon",
      org_id: claimedOrg.id,
      principal: `portal:${id("public.customer_portal_access")}`,
      portal_session: id("private.portal_sessions"),
    },
  };
}

/** Somebody on the organization's booking page: what the server signs for his browser. */
export function visitorOf(organization: Organization, claimedOrg = organization): Identity {
  return {
    name: `visitor of ${organization.word}`,
    role: "anon",
    claims: {
      role: "anon",
      org_id: claimedOrg.id,
      principal: `book:${organization.id}`,
      book_visitor: "7".repeat(64),
      book_ip: "7".repeat(32),
    },
  };
}

/**
 * Everyone who is tried against another organization. A new kind of principal (an API key, a customer's link, a
 * device) is one more entry, and every relation and function is tried with it from then on.
 */
export function attackers(world: World): Attacker[] {
  const { home, victim, suspended, cast } = world;
  const claims = (person: { id: string; sessionId: string }, orgId?: string, more: Partial<Claims> = {}) => ({
    sub: person.id,
    session_id: person.sessionId,
    ...(orgId === undefined ? {} : { org_id: orgId }),
    ...more,
  });
  const at = (name: string, of: Partial<Claims>, over: Partial<Attacker> = {}): Attacker => ({
    name,
    identity: authenticated(name, of),
    victim,
    home: null,
    ...over,
  });
  return [
    ...roles.map((role): Attacker => ({ name: role, identity: memberOf(home, role), victim, home })),
    at(
      "member with a custom role and a grant",
      claims(home.specialist, home.id, { org_role: "dispatcher" }),
      { home, hasOwnRights: true },
    ),
    at("removed member with a valid token", claims(cast.removed, victim.id, { org_role: "admin" })),
    at("suspended member with a valid token", claims(cast.paused, victim.id, { org_role: "admin" })),
    at("owner of a suspended organization", claims(cast.stranded, suspended.id, { org_role: "owner" }), {
      victim: suspended,
    }),
    at("member with an inactive profile", claims(cast.inactive, victim.id, { org_role: "admin" })),
    at("member with a deleted profile", claims(cast.deleted, victim.id, { org_role: "admin" })),
    at("member of both, working at home", claims(cast.both, home.id, { org_role: "admin" }), { home }),
    at("member of both, working in the other", claims(cast.both, victim.id, { org_role: "admin" }), {
      victim: home,
      home: victim,
    }),
    at("invited, but not joined", claims(cast.invited, victim.id, { org_role: "admin" })),
    at("forged organization claim", claims(home.people.owner, victim.id, { org_role: "owner" })),
    at("forged person claim", claims({ ...home.people.owner, id: crypto.randomUUID() }, victim.id)),
    at("no organization claim", claims(home.people.owner)),
    at("malformed claims", { sub: "nobody", org_id: "victim' or true --", session_id: "x" }),
    at("no subject", { org_id: victim.id, org_role: "owner" }),
    at("principal that is no member", claims(victim.people.owner, victim.id, { principal: "key:1" })),
    at("person without any organization", claims(cast.newcomer)),
    { name: "anon", identity: { name: "anon", role: "anon", claims: { role: "anon" } }, victim, home: null },
    {
      name: "anon with a member's claims",
      identity: {
        name: "anon with a member's claims",
        role: "anon",
        claims: { ...claims(victim.people.owner, victim.id), role: "anon" },
      },
      victim,
      home: null,
    },
    { name: "no token", identity: { name: "no token", role: "anon", claims: null }, victim, home: null },
    { name: "customer with a link", identity: customerOf(home), victim, home: null },
    {
      name: "customer with a link, other organization claimed",
      identity: customerOf(home, victim),
      victim,
      home: null,
    },
    { name: "visitor of a booking page", identity: visitorOf(home), victim, home: null },
    {
      name: "visitor of a booking page, other organization claimed",
      identity: visitorOf(home, victim),
      victim,
      home: null,
    },
    {
      name: "service_role",
      identity: { name: "service_role", role: "service_role", claims: { role: "service_role" } },
      victim,
      home: null,
    },
    {
      name: "worker",
      identity: { name: "worker", role: "callout_worker", claims: null },
      victim,
      home: null,
    },
  ];
}

export function authenticated(name: string, claims: Partial<Claims>): Identity {
  return {
    name,
    role: "authenticated",
    claims: {
      role: "authenticated",
      // Read whenever a token is made of it: the matrix works longer than a proof lasts.
      get amr() {
        return [...justSignedIn("password"), ...justSignedIn("totp")];
      },
      ...claims,
    },
  };
}
