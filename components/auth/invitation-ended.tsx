import { ButtonLink } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/server";
import type { InvitationPeek } from "@/lib/invitations/schema";
import { AuthCard } from "./auth-card";

/** Used, withdrawn, too old or unknown: what happened and the nearest thing that works. */
export async function InvitationEnded({ invitation }: { invitation: InvitationPeek | null }) {
  const t = await getTranslator("auth");
  return (
    <AuthCard
      title={t(
        `invite.${invitation === null || invitation.status === "pending" ? "unknownTitle" : (`${invitation.status}Title` as const)}`,
      )}
      intro={endedSentence(t, invitation)}
    >
      <ButtonLink href="/sign-in" variant="primary" wide>
        {t("invite.toSignIn")}
      </ButtonLink>
    </AuthCard>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslator<"auth">>>;

function endedSentence(t: Translate, invitation: InvitationPeek | null): string {
  if (!invitation) return t("invite.unknown");
  const organization = invitation.organization.name;
  if (invitation.status === "accepted") return t("invite.accepted", { organization });
  return invitation.inviter
    ? t("invite.ask", { inviter: invitation.inviter })
    : t("invite.askNobody", { organization });
}
