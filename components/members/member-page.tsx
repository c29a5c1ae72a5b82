"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { memberName } from "./member-name";
import { RightsList } from "./rights-list";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { RecordLayout } from "@/components/shared/record-layout";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { fetchMember, memberKeys } from "@/lib/members/client";
import { compareRights } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";
import type { MemberPermissions } from "@/lib/permissions/schema";
import { AskBox } from "./ask-box";
import { MemberDepartment } from "./member-department";
import { PersonalList } from "./personal-list";
import { SeenMenu } from "./seen-menu";
import type { SeenLine } from "./seen-menu";
import { useMemberRights } from "./use-member-rights";
import { useRoles } from "./use-roles";

const RoleDialog = lazyShown(() => import("./role-dialog").then((dialog) => dialog.RoleDialog));

type MemberPageProps = {
  userId: string;
  menu: readonly SeenLine[];
  /** What the member did, and where he is signed in: for who may see that. */
  activity: ReactNode;
  sessions: ReactNode;
  /** What was changed of the membership: for who manages members. */
  history: ReactNode;
};

/** Everything one member may do, where it comes from, and until when. */
export function MemberPage({ userId, menu, activity, sessions, history }: MemberPageProps) {
  const t = useTranslations("roles");
  const rights = useMemberRights(userId);
  const member = useQuery({
    queryKey: memberKeys.record(userId),
    queryFn: ({ signal }) => fetchMember(userId, signal),
  });
  const { slug } = useMember().organization;
  useFreshMenu(rights.data);
  const error = rights.error ?? member.error;
  if (error && !(rights.data && member.data)) {
    return <ErrorCard title={t("error")} error={error} onRetry={() => void rights.refetch()} />;
  }
  if (!rights.data || !member.data) return null;
  const name = memberName(member.data) ?? "";
  return (
    <PageFrame
      title={t("member.title", { name })}
      back={{ href: `/o/${slug}/settings/members`, label: t("member.back") }}
    >
      <RecordLayout
        main={
          <>
            <RolesCard member={member.data} />
            <PersonalList member={member.data} held={rights.data} />
            <AllRights name={name} held={rights.data} />
            {activity}
          </>
        }
        rail={
          <>
            <SeenMenu name={name} lines={menu} />
            <AskAbout held={rights.data} />
            {sessions}
          </>
        }
        stream={history}
      />
    </PageFrame>
  );
}

/** The menu is drawn by the server: it follows when the rights it was drawn from have changed. */
function useFreshMenu(held: MemberPermissions | undefined) {
  const router = useRouter();
  const drawn = useRef(JSON.stringify(held?.rights));
  useEffect(() => {
    const now = JSON.stringify(held?.rights);
    if (now === drawn.current) return;
    drawn.current = now;
    router.refresh();
  }, [held, router]);
}

function RolesCard({ member }: { member: OrganizationMember }) {
  const t = useTranslations("roles.member");
  const roles = useTranslations("members.role");
  const may = useCan();
  const me = useMember().user.id;
  const [isOpen, setIsOpen] = useState(false);
  const own = member.custom_roles;
  const mayChange = may("update", "members") && member.user_id !== me && member.status !== "removed";
  return (
    <Card
      title={t("roles")}
      action={
        mayChange ? (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            {t("changeRole")}
          </Button>
        ) : undefined
      }
    >
      <p>
        {own.length > 0 ? own.map(({ name }) => name).join(", ") : roles(member.role)}
        {own.length > 0 ? <span className="block text-13 text-text-3">{t("rolesOwn")}</span> : null}
      </p>
      <MemberDepartment member={member} />
      {isOpen ? <RoleDialog member={member} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
}

function AllRights({ name, held }: { name: string; held: MemberPermissions }) {
  const t = useTranslations("roles.member");
  return (
    <Card title={t("all", { name })}>
      <RightsList rights={compareRights({}, held.rights).gains} />
    </Card>
  );
}

function AskAbout({ held }: { held: MemberPermissions }) {
  const { overview } = useRoles();
  return overview ? <AskBox overview={overview} people={[held.user]} /> : null;
}
