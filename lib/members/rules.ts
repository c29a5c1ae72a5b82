import { can, landingPath } from "@/lib/auth/rules";
import type { Permission, Permissions, Resource, Role, Scope } from "@/lib/auth/rules";
import type { OrganizationMember } from "@/lib/members/schema";

export const ROLES: readonly Role[] = ["owner", "admin", "dispatcher", "technician", "accountant", "viewer"];

type Actor = { user: { id: string }; organization: { role: Role } | null; permissions: Permissions };

/** Nobody grants what he does not hold: only an owner makes owners. */
export function grantableRoles(actor: Actor): readonly Role[] {
  return actor.organization?.role === "owner" ? ROLES : ROLES.filter((role) => role !== "owner");
}

/** Why a member's controls are locked, or null. The database refuses the same; here it explains itself earlier. */
export function lockReason(
  actor: Actor,
  target: Pick<OrganizationMember, "user_id" | "role">,
  activeOwners: number,
): "no_permission" | "owner_only" | "last_owner" | null {
  if (!can(actor, "update", "members")) return "no_permission";
  if (target.role !== "owner") return null;
  if (actor.organization?.role !== "owner") return "owner_only";
  return activeOwners <= 1 ? "last_owner" : null;
}

/** One right of a role: what it may do with which kind of record, and whether only with its own. */
export type Right = { resource: Resource; permission: Permission; scope: Scope };

function rightsOf(permissions: Permissions): Right[] {
  return Object.entries(permissions).flatMap(([resource, held]) =>
    Object.entries(held).map(([permission, scope]) => ({ resource, permission, scope }) as Right),
  );
}

/** How far a right goes; no right at all is 0. */
function reachOf(scope: Scope | undefined): number {
  return scope === undefined ? 0 : scope === "own" ? 1 : 2;
}

/** What a person gains and loses by another role. A narrowed right ("all" to "own") is a loss of the wider one. */
export function compareRights(before: Permissions, after: Permissions): { gains: Right[]; losses: Right[] } {
  const isWider = (right: Right, other: Permissions) =>
    reachOf(right.scope) > reachOf(other[right.resource]?.[right.permission]);
  return {
    gains: rightsOf(after).filter((right) => isWider(right, before)),
    losses: rightsOf(before).filter((right) => isWider(right, after)),
  };
}

type Menus = {
  nav: (permissions: Permissions) => readonly { entries: readonly { id: string; path: string }[] }[];
  pages: (holder: { permissions: Permissions }) => readonly { entries: readonly { id: string }[] }[];
};
/** A line of somebody's menu as another person is shown it: there, or crossed out. */
export type SeenEntry = { id: string; isPage: boolean; isSeen: boolean; isStart: boolean };

/** Every right there is: the whole menu, so that what somebody lacks can be crossed out. */
const everything = new Proxy<Permissions>({}, { get: () => ({ read: "all", create: "all", update: "all" }) });

/** The menu by the very functions that make it for the person. */
export function seenEntries(role: Role, permissions: Permissions, { nav, pages }: Menus): SeenEntry[] {
  const start = landingPath({ organization: { slug: "", role }, permissions });
  const isThere = (groups: readonly { entries: readonly { id: string }[] }[], id: string) =>
    groups.some(({ entries }) => entries.some((entry) => entry.id === id));
  const main = nav(everything).flatMap(({ entries }) => entries);
  const inner = pages({ permissions: everything }).flatMap(({ entries }) => entries);
  return [
    ...main.map(({ id, path }) => ({
      id,
      isPage: false,
      isSeen: isThere(nav(permissions), id),
      isStart: start.endsWith(path),
    })),
    ...inner.map(({ id }) => ({
      id,
      isPage: true,
      isSeen: isThere(pages({ permissions }), id),
      isStart: false,
    })),
  ];
}
