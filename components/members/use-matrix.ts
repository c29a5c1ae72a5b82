"use client";

import { useTranslations } from "use-intl/react";
import type { MatrixCell, MatrixGroup } from "@/components/shared/permission-matrix";
import { useMember } from "@/components/shared/member";
import type { Permissions, Resource, Scope } from "@/lib/auth/rules";
import { isLocked, nextScope, PERMISSIONS, RESOURCE_GROUPS, scopeIn, withScope } from "@/lib/roles/rules";
import type { Cell, KnownRight } from "@/lib/roles/rules";
import type { AnyRole } from "./role-names";

type MatrixState = {
  known: readonly KnownRight[];
  rights: Permissions;
  isChanged: (cell: Cell) => boolean;
  /** A shipped role, or a viewer who may not change roles. */
  isFixed: boolean;
  compared: AnyRole | null;
  onChange: (rights: Permissions) => void;
};

/** Words and states of the matrix' cells, and what a press does. */
export function useMatrix({ known, rights, isChanged, isFixed, compared, onChange }: MatrixState) {
  const t = useTranslations("roles");
  const words = useTranslations("members");
  const mine = useMember().permissions;
  const find = (cell: Cell) =>
    known.find(({ resource, permission }) => resource === cell.resource && permission === cell.permission);
  const scopeWord = (scope: Scope | null) => t(`scope.${scope ?? "none"}`);

  const cellOf = (cell: Cell): MatrixCell => {
    const names = {
      resource: words(`resource.${cell.resource}`),
      permission: words(`permission.${cell.permission}`),
    };
    if (!find(cell))
      return { text: "·", label: t("cellNone", names), state: "missing", isChanged: false, other: null };
    const scope = scopeIn(rights, cell);
    const locked = !isFixed && isLocked(mine, scope, cell);
    const label = t(locked ? "cellLocked" : "cell", { ...names, scope: scopeWord(scope) });
    const changed = isChanged(cell);
    const theirs = compared ? scopeIn(compared.rights, cell) : scope;
    return {
      text: scope === null ? "–" : scopeWord(scope),
      label: changed ? t("cellChanged", { cell: label }) : label,
      state: isFixed ? "fixed" : locked ? "locked" : "open",
      isChanged: changed,
      other: compared && theirs !== scope ? scopeWord(theirs) : null,
    };
  };

  const groups: MatrixGroup[] = RESOURCE_GROUPS.map((group) => ({
    id: group.id,
    name: t(`group.${group.id}`),
    rows: group.resources
      .filter((resource) => known.some((right) => right.resource === resource))
      .map((resource) => ({
        id: resource,
        name: words(`resource.${resource}`),
        cells: PERMISSIONS.map((permission) => cellOf({ resource, permission })),
      })),
  })).filter(({ rows }) => rows.length > 0);

  return {
    columns: PERMISSIONS.map((id) => ({ id, name: words(`permission.${id}`) })),
    groups,
    press: (row: string, column: string) => {
      const right = known.find(({ resource, permission }) => resource === row && permission === column);
      if (!right) return;
      const cell = { resource: row as Resource, permission: right.permission };
      const next = nextScope(scopeIn(rights, cell), right.has_own, scopeIn(mine, cell));
      onChange(withScope(rights, cell, next));
    },
  };
}
