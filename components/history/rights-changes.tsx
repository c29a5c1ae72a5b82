"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { FieldChange } from "@/components/shared/diff-fields";
import { useCan } from "@/components/shared/member";
import type { Permission, Permissions, Resource, Role } from "@/lib/auth/rules";
import { departmentKeys, fetchDepartments } from "@/lib/departments/client";
import type { Change } from "@/lib/history/schema";
import { useFormats } from "@/lib/i18n/client";
import type { RightsField } from "./late-fields";

const ALL = {};

/** A stored value of a member or role as a person reads it; null for "nothing". */
function useValue(fields: readonly RightsField[]): (field: RightsField, value: unknown) => string | null {
  const t = useTranslations("members.role");
  const formats = useFormats();
  const may = useCan();
  const { data } = useQuery({
    queryKey: departmentKeys.list(ALL),
    queryFn: ({ signal }) => fetchDepartments(ALL, { limit: 200, signal }),
    enabled: fields.includes("department_id") && may("read", "departments"),
  });
  return (field, value) => {
    if (field === "custom_roles") {
      const names = Array.isArray(value) ? value.map((role: { name: string }) => role.name) : [];
      return formats.list(names) || null;
    }
    if (typeof value !== "string") return null;
    if (field === "department_id") return data?.data.find(({ id }) => id === value)?.name ?? value;
    return t.has(value as Role) ? t(value as Role) : value;
  };
}

export function RightsChanges({ change, fields }: { change: Change; fields: readonly RightsField[] }) {
  const t = useTranslations("history.field");
  const valueOf = useValue(fields);
  return fields.map((field) =>
    field === "rights" ? (
      <Rights key={field} change={change} />
    ) : (
      <FieldChange
        key={field}
        label={t(field)}
        before={valueOf(field, change.old?.[field])}
        after={valueOf(field, change.new?.[field])}
      />
    ),
  );
}

/** One line for each resource whose rights are others now. */
function Rights({ change }: { change: Change }) {
  const members = useTranslations("members");
  const t = useTranslations("history");
  const formats = useFormats();
  const before = (change.old?.rights ?? {}) as Permissions;
  const after = (change.new?.rights ?? {}) as Permissions;
  const words = (rights: Permissions[Resource]) =>
    formats.list(
      Object.entries(rights ?? {}).map(([permission, scope]) => {
        const word = members(`permission.${permission as Permission}`);
        return scope === "own" ? t("ownOnly", { word }) : word;
      }),
    ) || null;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as Resource[];
  return names
    .map((name) => ({ name, was: words(before[name]), is: words(after[name]) }))
    .filter(({ was, is }) => was !== is)
    .map(({ name, was, is }) => (
      <FieldChange
        key={name}
        label={members.has(`resource.${name}`) ? members(`resource.${name}`) : name}
        before={was}
        after={is}
      />
    ));
}
