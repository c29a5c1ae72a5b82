import type { Metadata } from "next";
import { InviteButton, MembersList } from "@/components/members/members-list";
import { INVITED, PRESENT } from "@/components/members/people-queries";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { getTranslator } from "@/lib/i18n/server";
import { invitationKeys } from "@/lib/invitations/client";
import { listInvitations } from "@/lib/invitations/queries";
import { memberKeys } from "@/lib/members/client";
import { listMembers } from "@/lib/members/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("members");
  return { title: t("title") };
}

export default async function MembersSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "members");
  const t = await getTranslator("members");
  const client = await memberClient();
  const orgId = member.organization.id;
  const [members, invitations] = await Promise.all([
    listMembers(client, orgId, { limit: 200 }),
    can(member, "read", "invitations") ? listInvitations(client, orgId, { limit: 200 }) : null,
  ]);
  return (
    <Prefilled
      queries={[
        [memberKeys.list(PRESENT), members],
        [invitationKeys.list(INVITED), invitations],
      ]}
    >
      <SettingsFrame page="members" about={t("intro")} actions={<InviteButton />} isWide>
        <MembersList />
      </SettingsFrame>
    </Prefilled>
  );
}
