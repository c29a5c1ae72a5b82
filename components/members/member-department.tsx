"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { memberName } from "./member-name";
import { useMemberChange } from "./use-member-writes";
import { useCan } from "@/components/shared/member";
import { Select } from "@/components/ui/select";
import { departmentKeys, fetchDepartments } from "@/lib/departments/client";
import type { OrganizationMember } from "@/lib/members/schema";

const NONE = "none";
const ALL = {};

/** Where somebody belongs. Chosen where it stands; it gives no right. */
export function MemberDepartment({ member }: { member: OrganizationMember }) {
  const t = useTranslations("roles.member");
  const may = useCan();
  const { data } = useQuery({
    queryKey: departmentKeys.list(ALL),
    queryFn: ({ signal }) => fetchDepartments(ALL, { limit: 200, signal }),
    enabled: may("read", "departments"),
  });
  const change = useMemberChange(member, () => undefined);
  const departments = data?.data ?? [];
  if (departments.length === 0) return null;
  const name = memberName(member) ?? "";
  const choose = (value: string) => {
    const chosen = departments.find(({ id }) => id === value);
    change.mutate({
      changes: { department_id: chosen?.id ?? null },
      done: chosen ? t("departmentSaved", { name, department: chosen.name }) : t("departmentLeft", { name }),
    });
  };
  return (
    <div className="mt-3 grid gap-1.5">
      <span aria-hidden className="text-13 font-medium">
        {t("department")}
      </span>
      <Select
        aria-label={t("department")}
        className="max-w-80"
        disabled={!may("update", "members") || change.isPending}
        value={member.department?.id ?? NONE}
        onValueChange={choose}
        options={[
          { value: NONE, label: t("noDepartment") },
          ...departments.map((each) => ({ value: each.id, label: each.name })),
        ]}
      />
    </div>
  );
}
