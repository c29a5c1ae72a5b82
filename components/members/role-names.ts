"use client";

import { useTranslations } from "use-intl/react";
import type { Permission, Permissions, Resource, Role } from "@/lib/auth/rules";
import type { PermissionOverview } from "@/lib/permissions/schema";
import type { CustomRole, RolePerson } from "@/lib/roles/schema";

/** A shipped role and one of the company's own, as lists and choices show them alike. */
export type AnyRole = {
  /** The word of a shipped role, the id of an own one. */
  id: string;
  name: string;
  basedOn: Role | null;
  description: string | null;
  rights: Permissions;
  people: readonly RolePerson[];
};

/** Shipped ones first, by rank, then own ones by name. */
export function useAnyRoles(overview: PermissionOverview, roles: readonly CustomRole[]): AnyRole[] {
  const t = useTranslations("members");
  const shipped = overview.roles.map(({ role, rights, people }) => ({
    id: role,
    name: t(`role.${role}`),
    basedOn: null,
    description: t(`roleHint.${role}`),
    rights,
    people,
  }));
  const own = roles
    .map((role) => ({ ...role, basedOn: role.based_on }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return [...shipped, ...own];
}

/** "delete visits", "approve mileage (own only)". */
export function useRightWords() {
  const t = useTranslations("roles");
  const words = useTranslations("members");
  return (right: { resource: string; permission: string; scope?: string | null }) => {
    const parts = {
      resource: words(`resource.${right.resource as Resource}`),
      permission: words(`permission.${right.permission as Permission}`),
    };
    return right.scope === "own" ? t("rightOwn", parts) : t("right", parts);
  };
}
