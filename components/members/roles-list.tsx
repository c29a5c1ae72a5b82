"use client";

import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/components/shared/data-table";
import type { Column } from "@/components/shared/data-table";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { Badge } from "@/components/ui/badge";
import type { PermissionOverview } from "@/lib/permissions/schema";
import type { CustomRole } from "@/lib/roles/schema";
import { useAnyRoles } from "./role-names";
import type { AnyRole } from "./role-names";
import { useRoles } from "./use-roles";

export function RolesList() {
  const t = useTranslations("roles");
  const { overview, roles, error, refetch } = useRoles();
  if (error && !(overview && roles)) return <ErrorCard title={t("error")} error={error} onRetry={refetch} />;
  return overview && roles ? <Rows overview={overview} roles={roles} /> : null;
}

function Rows({ overview, roles }: { overview: PermissionOverview; roles: readonly CustomRole[] }) {
  const t = useTranslations("roles");
  const rows = useAnyRoles(overview, roles);
  const columns: Column<AnyRole>[] = [
    { id: "name", header: t("nameHeader"), cell: (role) => <Name role={role} /> },
    { id: "kind", header: t("kindHeader"), width: "16rem", cell: (role) => <Kind role={role} /> },
    {
      id: "people",
      header: t("peopleHeader"),
      width: "9rem",
      cell: (role) => t("people", { count: role.people.length }),
    },
  ];
  return (
    <div className="-mx-4 md:-mx-6 lg:mx-0">
      <DataTable
        caption={t("label")}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        compact={(role) => ({
          title: <Name role={role} />,
          meta: <PhoneMeta role={role} />,
        })}
        empty={null}
      />
    </div>
  );
}

function Name({ role }: { role: AnyRole }) {
  const { slug } = useMember().organization;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <ShieldCheck aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      <span className="grid min-w-0">
        <Link
          data-row-link
          href={`/o/${slug}/settings/roles/${role.id}`}
          className="font-medium [overflow-wrap:anywhere] whitespace-normal shadow-none! outline-none! after:absolute after:inset-0 after:content-['']"
        >
          {role.name}
        </Link>
        {role.description ? (
          <span className="text-13 whitespace-normal text-text-3">{role.description}</span>
        ) : null}
      </span>
    </span>
  );
}

/** Beside a long name there is no room for the words of its kind. */
function PhoneMeta({ role }: { role: AnyRole }) {
  const t = useTranslations("roles");
  return (
    <span className="flex items-center gap-2 ps-6.5 pt-0.5">
      {t("people", { count: role.people.length })}
      <Kind role={role} />
    </span>
  );
}

function Kind({ role }: { role: AnyRole }) {
  const t = useTranslations("roles");
  const roles = useTranslations("members.role");
  if (role.basedOn === null) return <Badge>{t("shipped")}</Badge>;
  return <Badge tone="accent">{t("basedOn", { role: roles(role.basedOn) })}</Badge>;
}
