"use client";

import { ShieldMinus, ShieldPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { memberName } from "./member-name";
import { Card } from "@/components/shared/card";
import { useCan, useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { OrganizationMember } from "@/lib/members/schema";
import type { MemberPermissions, PersonalPermission } from "@/lib/permissions/schema";
import { useRightWords } from "./role-names";
import { usePersonalWrites } from "./use-member-rights";

const GiveSheet = lazyShown(() => import("./give-sheet").then((form) => form.GiveSheet));

type PersonalListProps = { member: OrganizationMember; held: MemberPermissions };

/** What somebody may besides his roles, or may not in spite of them. What has ended stays, crossed out. */
export function PersonalList({ member, held }: PersonalListProps) {
  const t = useTranslations("roles.member");
  const may = useCan();
  const isSelf = useMember().user.id === member.user_id;
  const [isOpen, setIsOpen] = useState(false);
  const mayWrite = may("update", "permissions") && !isSelf;
  return (
    <Card
      title={t("personal")}
      count={held.personal.length}
      action={
        mayWrite ? (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            {t("add")}
          </Button>
        ) : undefined
      }
    >
      {isSelf ? <p className="pb-2 text-13 text-text-3">{t("self")}</p> : null}
      {held.personal.length === 0 ? (
        <p className="text-text-2">{t("none")}</p>
      ) : (
        <ul className="grid gap-3">
          {held.personal.map((each) => (
            <Line key={each.id} userId={member.user_id} personal={each} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {isOpen ? (
        <GiveSheet userId={member.user_id} name={memberName(member) ?? ""} onClose={() => setIsOpen(false)} />
      ) : null}
    </Card>
  );
}

type LineProps = { userId: string; personal: PersonalPermission; mayWrite: boolean };

function Line({ userId, personal, mayWrite }: LineProps) {
  const t = useTranslations("roles.member");
  const formats = useFormats();
  const words = useRightWords();
  const { takeBack } = usePersonalWrites(userId);
  const { effect, expires_at, is_live, reason, granted_by } = personal;
  const Icon = effect === "grant" ? ShieldPlus : ShieldMinus;
  const end = expires_at
    ? t(is_live ? "until" : "ended", { date: formats.dayTime(expires_at) })
    : t("forever");
  return (
    <li className="flex items-start gap-3">
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", effect === "grant" ? "text-success" : "text-danger")}
        strokeWidth={1.75}
      />
      <div className={cn("min-w-0 flex-1", !is_live && "text-text-3 line-through")}>
        <p>
          <span className="font-medium">{t(effect)}:</span> {words(personal)} · {end}
        </p>
        <p className="text-13 text-text-2">
          {[reason, granted_by?.name ? t("by", { name: granted_by.name }) : null].filter(Boolean).join(" · ")}
        </p>
      </div>
      {mayWrite ? (
        <Button
          size="sm"
          variant="ghost"
          busy={takeBack.isPending}
          onClick={() => takeBack.mutate(personal.id)}
        >
          {t("takeBack")}
        </Button>
      ) : null}
    </li>
  );
}
