"use client";

import { Ellipsis, Eye, Fingerprint, LogIn, LogOut, ShieldCheck, UserMinus, UserX } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { lockReason } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";
import { useMemberDialogs } from "./member-dialogs";
import { memberName } from "./member-name";
import { useMemberChange } from "./use-member-writes";

type MemberMenuProps = { member: OrganizationMember; activeOwners: number };

/** What can be done with a member. Controls that are locked stay and say why; who may change nobody has no menu. */
export function MemberMenu({ member, activeOwners }: MemberMenuProps) {
  const t = useTranslations("members");
  const viewer = useMember();
  const isSelf = member.user_id === viewer.user.id;
  const reason = lockReason(viewer, member, activeOwners);
  const isLeaver = isSelf && reason !== "last_owner";
  if (member.status === "removed" || (reason === "no_permission" && !isSelf)) return null;
  const name = memberName(member) ?? t("former");
  return (
    <Menu
      className="max-w-72"
      trigger={
        <IconButton label={t("actions", { name })} size="sm" className="focus-inset">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {reason && reason !== "no_permission" ? (
        <p className="px-2 py-1.5 text-13 text-text-2">{t(`locked.${reason}`)}</p>
      ) : null}
      {reason === "no_permission" ? null : (
        <ChangeItems member={member} isLocked={reason !== null} isSelf={isSelf} />
      )}
      {isLeaver ? <LeaveItem member={member} /> : null}
    </Menu>
  );
}

type ChangeItemsProps = { member: OrganizationMember; isLocked: boolean; isSelf: boolean };

function ChangeItems({ member, isLocked, isSelf }: ChangeItemsProps) {
  const t = useTranslations("members");
  const { ask } = useMemberDialogs();
  const may = useCan();
  const { slug } = useMember().organization;
  const name = memberName(member) ?? t("former");
  return (
    <>
      <MenuItem icon={<ShieldCheck aria-hidden />} disabled={isLocked} onSelect={() => ask("role", member)}>
        {t("changeRole")}
      </MenuItem>
      {may("read", "permissions") ? (
        <MenuItem icon={<Eye aria-hidden />} href={`/o/${slug}/settings/members/${member.user_id}`}>
          {t("see.open", { name })}
        </MenuItem>
      ) : null}
      {!isSelf && may("manage", "organizations") && may("manage", "members") ? (
        <MenuItem
          icon={<Fingerprint aria-hidden />}
          href={`/o/${slug}/settings/privacy?kind=member&id=${member.user_id}`}
        >
          {t("privacy")}
        </MenuItem>
      ) : null}
      {isSelf ? null : <AccessItems member={member} isLocked={isLocked} />}
    </>
  );
}

/** Out for a while, back in, out for good. */
function AccessItems({ member, isLocked }: { member: OrganizationMember; isLocked: boolean }) {
  const t = useTranslations("members");
  const may = useCan();
  const { organization } = useMember();
  const { ask } = useMemberDialogs();
  const resume = useMemberChange(member, () => undefined);
  const done = t("suspendDialog.resumed", { name: memberName(member) ?? t("former") });
  return (
    <>
      <MenuSeparator />
      {member.status === "suspended" ? (
        <MenuItem
          icon={<LogIn aria-hidden />}
          disabled={isLocked}
          onSelect={() => resume.mutate({ changes: { status: "active" }, done })}
        >
          {t("resume")}
        </MenuItem>
      ) : (
        <MenuItem icon={<UserX aria-hidden />} disabled={isLocked} onSelect={() => ask("suspend", member)}>
          {t("suspend")}
        </MenuItem>
      )}
      {may("delete", "members") ? (
        <MenuItem
          icon={<UserMinus aria-hidden />}
          danger
          disabled={isLocked}
          onSelect={() => ask("remove", member)}
        >
          {t("remove", { organization: organization.name })}
        </MenuItem>
      ) : null}
    </>
  );
}

function LeaveItem({ member }: { member: OrganizationMember }) {
  const t = useTranslations("members");
  const { organization } = useMember();
  const { ask } = useMemberDialogs();
  return (
    <>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} danger onSelect={() => ask("leave", member)}>
        {t("leave", { organization: organization.name })}
      </MenuItem>
    </>
  );
}
