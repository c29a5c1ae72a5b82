import type { Permission, Permissions, Resource, Scope } from "@/lib/auth/rules";

/** What a custom role may be based on: its rank, its landing page and what the product assumes of the person. */
export const BASES = ["admin", "dispatcher", "technician", "accountant", "viewer"] as const;

export const PERMISSIONS: readonly Permission[] = [
  "read",
  "create",
  "update",
  "delete",
  "assign",
  "approve",
  "export",
  "manage",
];

/** The matrix in the order people think of their work. */
export const RESOURCE_GROUPS = [
  {
    id: "schedule",
    resources: ["bookings", "jobs", "booking_requests", "slots", "holds", "resources", "crews"],
  },
  {
    id: "customers",
    resources: ["customers", "contacts", "properties", "portal_links", "feedback", "notifications"],
  },
  {
    id: "work",
    resources: ["availability", "time_off", "time_entries", "photos", "signatures", "sync", "devices"],
  },
  {
    id: "settings",
    resources: [
      "organizations",
      "settings",
      "service_types",
      "checklists",
      "skills",
      "hours",
      "closures",
      "service_zones",
      "tags",
      "custom_fields",
      "saved_views",
      "templates",
    ],
  },
  { id: "people", resources: ["members", "invitations", "departments", "roles", "permissions"] },
  { id: "data", resources: ["files", "attachments", "audit_logs", "imports", "exports", "batch_operations"] },
] as const satisfies readonly { id: string; resources: readonly Resource[] }[];

export type KnownRight = { resource: string; permission: Permission; has_own: boolean };
export type Cell = { resource: Resource; permission: Permission };

export function scopeIn(rights: Permissions, { resource, permission }: Cell): Scope | null {
  return rights[resource]?.[permission] ?? null;
}

const REACH = { none: 0, own: 1, all: 2 } as const;
const reach = (scope: Scope | null) => REACH[scope ?? "none"];

/** What one lacks is locked: neither given nor taken, as the database refuses it too. */
export function isLocked(mine: Permissions, current: Scope | null, cell: Cell): boolean {
  const held = scopeIn(mine, cell);
  return held === null || reach(current) > reach(held);
}

/** The next of none, own, all, as far as the right knows "own" and the viewer holds it. */
export function nextScope(current: Scope | null, hasOwn: boolean, held: Scope | null): Scope | null {
  const order: (Scope | null)[] = [null, ...(hasOwn ? (["own"] as const) : []), "all"];
  const possible = order.filter((scope) => reach(scope) <= reach(held));
  return possible[(possible.indexOf(current) + 1) % possible.length] ?? null;
}

export function withScope(rights: Permissions, cell: Cell, scope: Scope | null): Permissions {
  const { [cell.permission]: _old, ...others } = rights[cell.resource] ?? {};
  const held = scope === null ? others : { ...others, [cell.permission]: scope };
  const { [cell.resource]: _row, ...rest } = rights;
  return Object.keys(held).length === 0 ? rest : { ...rest, [cell.resource]: held };
}

/** The cells in which two sets of rights differ. */
export function changedCells(before: Permissions, after: Permissions): Cell[] {
  const resources = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<Resource>;
  return [...resources].flatMap((resource) =>
    PERMISSIONS.filter((permission) => before[resource]?.[permission] !== after[resource]?.[permission]).map(
      (permission) => ({ resource, permission }),
    ),
  );
}

type Personal = {
  resource: string;
  permission: Permission;
  scope: Scope;
  effect: "grant" | "deny";
  is_live: boolean;
};

/** What these roles give together with one person's own grants and denials: what the database decides at each statement. */
export function rightsWith(roles: readonly Permissions[], personal: readonly Personal[]): Permissions {
  const live = personal.filter(({ is_live }) => is_live);
  let rights: Permissions = {};
  const widen = (cell: Cell, scope: Scope) => {
    if (reach(scope) > reach(scopeIn(rights, cell))) rights = withScope(rights, cell, scope);
  };
  for (const role of roles) {
    for (const cell of changedCells({}, role)) widen(cell, scopeIn(role, cell) ?? "own");
  }
  for (const { resource, permission, scope, effect } of live) {
    if (effect === "grant") widen({ resource: resource as Resource, permission }, scope);
  }
  for (const { resource, permission, effect } of live) {
    if (effect === "deny") rights = withScope(rights, { resource: resource as Resource, permission }, null);
  }
  return rights;
}
