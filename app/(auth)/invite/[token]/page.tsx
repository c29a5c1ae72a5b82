import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { findMeOrNull } from "@/lib/auth/member";
import { InvitationEnded } from "@/components/auth/invitation-ended";
import { InvitationFacts } from "@/components/auth/invitation-facts";
import { InvitationPanel } from "@/components/auth/invitation-panel";
import { findInvitationByToken } from "@/lib/invitations/queries";
import { getTranslator } from "@/lib/i18n/server";

// The token stands in the address: no other site may learn it from a referrer.
export const metadata: Metadata = { title: "Callout", referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, me, t] = await Promise.all([
    findInvitationByToken(token),
    findMeOrNull(),
    getTranslator("auth"),
  ]);
  if (!invitation || invitation.status !== "pending") return <InvitationEnded invitation={invitation} />;
  const organization = invitation.organization.name;
  return (
    <AuthCard title={t("invite.title", { organization })} intro={<InvitationFacts invitation={invitation} />}>
      <InvitationPanel
        token={token}
        email={invitation.email}
        organization={organization}
        hasAccount={invitation.has_account}
        signedInAs={me?.user.email ?? null}
      />
    </AuthCard>
  );
}
