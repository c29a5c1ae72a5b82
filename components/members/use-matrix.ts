"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import type { MatrixCell } from "@/components/shared/permission-cell";
import type { MatrixGroup } from "@/components/shared/permission-matrix";
import type { Permissions, Resource, Scope } from "@/lib/auth/rules";
import { useFormats } from "@/lib/i18n/client";
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

/** What is held of each kind of records, in a line: "see and change (own only)". */
function useBriefs(rights: Permissions) {
  const t = useTranslations("roles");
  const words = useTranslations("members");
  const formats = useFormats();
  const heldIn = (resource: Resource) =>
    PERMISSIONS.flatMap((permission) => {
      const scope = scopeIn(rights, { resource, permission });
      return scope ? [{ word: words(`permission.${permission}`), isOwn: scope === "own" }] : [];
    });
  return {
    ofRow: (resource: Resource) =>
      formats.list(
        heldIn(resource).map(({ word, isOwn }) =>
          isOwn ? words("roleDialog.own", { permission: word }) : word,
        ),
      ) || t("nothingHeld"),
    ofGroup: (resources: readonly Resource[]) =>
      t("heldIn", {
        held: resources.filter((resource) => heldIn(resource).length > 0).length,
        count: resources.length,
      }),
  };
}

/** What a cell says, how it is called, and whether it can be changed. */
function useCell({ known, rights, isChanged, isFixed, compared }: Omit<MatrixState, "onChange">) {
  const t = useTranslations("roles");
  const words = useTranslations("members");
  const mine = useMember().permissions;
  const find = (cell: Cell) =>
    known.find(({ resource, permission }) => resource === cell.resource && permission === cell.permission);
  const scopeWord = (scope: Scope | null) => t(`scope.${scope ?? "none"}`);

  return (cell: Cell): MatrixCell => {
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
}

/** The matrix in words, and what a press does. */
export function useMatrix({ onChange, ...state }: MatrixState) {
  const { known, rights } = state;
  const t = useTranslations("roles");
  const words = useTranslations("members");
  const briefs = useBriefs(rights);
  const cellOf = useCell(state);
  const mine = useMember().permissions;

  const groups: MatrixGroup[] = RESOURCE_GROUPS.map((group) => {
    const resources = group.resources.filter((resource) =>
      known.some((right) => right.resource === resource),
    );
    return {
      id: group.id,
      name: t(`group.${group.id}`),
      brief: briefs.ofGroup(resources),
      rows: resources.map((resource) => ({
        id: resource,
        name: words(`resource.${resource}`),
        brief: briefs.ofRow(resource),
        cells: PERMISSIONS.map((permission) => cellOf({ resource, permission })),
      })),
    };
  }).filter(({ rows }) => rows.length > 0);

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
