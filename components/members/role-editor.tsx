"use client";

import { Check, Undo2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { LeaveGuard, useUnsaved } from "@/components/shared/leave-guard";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { PermissionMatrix } from "@/components/shared/permission-matrix";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { PermissionOverview } from "@/lib/permissions/schema";
import { BASES } from "@/lib/roles/rules";
import type { CustomRole } from "@/lib/roles/schema";
import { AskBox } from "./ask-box";
import { DeleteRole } from "./delete-role";
import { MatrixLegend } from "./matrix-legend";
import { NewRole } from "./new-role";
import { useAnyRoles } from "./role-names";
import type { AnyRole } from "./role-names";
import { RoleEffectLines } from "./role-effect-lines";
import { useMatrix } from "./use-matrix";
import { useRoleDraft } from "./use-role-draft";
import { useRoles } from "./use-roles";

/** What a role may do, cell by cell. `id` is the word of a shipped role or the id of an own one. */
export function RoleEditor({ id, history }: { id: string; history: ReactNode }) {
  const t = useTranslations("roles");
  const { overview, roles, error, refetch } = useRoles();
  if (error && !(overview && roles)) return <ErrorCard title={t("error")} error={error} onRetry={refetch} />;
  if (!overview || !roles) return null;
  return (
    <LeaveGuard>
      <Editor id={id} overview={overview} roles={roles} history={history} />
    </LeaveGuard>
  );
}

type EditorProps = {
  id: string;
  overview: PermissionOverview;
  roles: readonly CustomRole[];
  history: ReactNode;
};

function Editor({ id, overview, roles, history }: EditorProps) {
  const t = useTranslations("roles");
  const may = useCan();
  const { slug } = useMember().organization;
  const all = useAnyRoles(overview, roles);
  const own = roles.find((role) => role.id === id) ?? null;
  const shown = all.find((role) => role.id === id);
  const [compared, setCompared] = useState<AnyRole | null>(null);
  const draft = useRoleDraft(shown?.rights ?? {}, own);
  useUnsaved("role", draft.changed.length > 0);
  const matrix = useMatrix({
    known: overview.rights,
    rights: draft.rights,
    isChanged: draft.isChanged,
    isFixed: own === null || !may("update", "roles"),
    compared,
    onChange: draft.set,
  });
  if (!shown) return null;
  return (
    <PageFrame
      title={shown.name}
      count={<Holders isShipped={own === null} count={shown.people.length} />}
      back={{ href: `/o/${slug}/settings/roles`, label: t("back") }}
      actions={<Actions role={shown} own={own} draft={draft} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {own ? <WholeName role={shown} /> : <p className="text-text-2">{t("shippedNote")}</p>}
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <CompareWith roles={all} current={id} compared={compared} onChange={setCompared} />
          <AskBox overview={overview} people={all.flatMap(({ people }) => people)} />
        </div>
        {own && draft.changed.length > 0 ? <RoleEffectLines role={own} rights={draft.rights} /> : null}
        <PermissionMatrix
          label={t("matrix", { role: shown.name })}
          corner={t("resource")}
          columns={matrix.columns}
          groups={matrix.groups}
          onPress={matrix.press}
        />
        <MatrixLegend />
        {history}
      </div>
    </PageFrame>
  );
}

/** On a phone the name of the role needs the room; that it is shipped, or who has an own one, stands below. */
function Holders({ isShipped, count }: { isShipped: boolean; count: number }) {
  const t = useTranslations("roles");
  return (
    <span className={isShipped ? undefined : "max-md:hidden"}>
      {isShipped ? <span className="max-md:hidden">{t("shipped")}, </span> : null}
      {t("people", { count })}
    </span>
  );
}

/** Three buttons leave a long name too little of a phone's header. */
function WholeName({ role }: { role: AnyRole }) {
  const t = useTranslations("roles");
  return (
    <p className="[overflow-wrap:anywhere] text-text-2 md:hidden">
      <span className="font-medium text-text">{role.name}</span>
      {", "}
      {t("people", { count: role.people.length })}
    </p>
  );
}

type ActionsProps = { role: AnyRole; own: CustomRole | null; draft: ReturnType<typeof useRoleDraft> };

function Actions({ role, own, draft }: ActionsProps) {
  const t = useTranslations("roles");
  const count = draft.changed.length;
  const base = BASES.find((each) => each === (role.basedOn ?? role.id)) ?? "admin";
  return (
    <>
      {count > 0 ? (
        <Button icon={<Undo2 aria-hidden />} onClick={draft.discard}>
          {t("discard")}
        </Button>
      ) : own ? (
        <DeleteRole role={own} />
      ) : null}
      <NewRole start={{ name: role.name, basedOn: base, rights: role.rights }} label={t("duplicate")} />
      {own ? (
        <Button
          variant="primary"
          icon={<Check aria-hidden />}
          disabled={count === 0}
          busy={draft.isSaving}
          onClick={draft.save}
        >
          {t("save", { count })}
        </Button>
      ) : null}
    </>
  );
}

type CompareProps = {
  roles: readonly AnyRole[];
  current: string;
  compared: AnyRole | null;
  onChange: (role: AnyRole | null) => void;
};

const NONE = "none";

function CompareWith({ roles, current, compared, onChange }: CompareProps) {
  const t = useTranslations("roles");
  const others = roles.filter(({ id }) => id !== current);
  return (
    <div className="grid gap-1.5">
      <span aria-hidden className="text-13 font-medium">
        {t("compare")}
      </span>
      <Select
        aria-label={t("compare")}
        value={compared?.id ?? NONE}
        onValueChange={(id) => onChange(others.find((role) => role.id === id) ?? null)}
        options={[
          { value: NONE, label: t("compareNone") },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        className="max-w-80"
      />
    </div>
  );
}
