import { can, type Permissions, type Role } from "@/lib/auth/rules";
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
