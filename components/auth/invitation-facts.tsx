import { Check, Minus } from "lucide-react";
import { getFormats, getTranslator } from "@/lib/i18n/server";
import type { InvitationPeek } from "@/lib/invitations/schema";

const LINES = ["first", "second", "third"] as const;
/** Roles whose third line says what they cannot. */
const LIMITED = new Set(["dispatcher", "technician", "accountant", "viewer"]);

/** Before anything is asked: who invites, into which company, as what, and what that allows. */
export async function InvitationFacts({ invitation }: { invitation: InvitationPeek }) {
  const [t, members, formats] = await Promise.all([
    getTranslator("auth"),
    getTranslator("members"),
    getFormats(),
  ]);
  const { organization, inviter, role } = invitation;
  const words = { organization: organization.name, role: members(`role.${role}`) };
  return (
    <span className="grid gap-3">
      <span>{inviter ? t("invite.by", { ...words, inviter }) : t("invite.byNobody", words)}</span>
      <span className="grid gap-1.5 rounded-card bg-bg p-3">
        <span className="text-13 font-medium text-text">{t("invite.can")}</span>
        {LINES.map((line) => (
          <span key={line} className="flex items-start gap-2">
            {line === "third" && LIMITED.has(role) ? (
              <Minus aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
            ) : (
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" strokeWidth={1.75} />
            )}
            {t(`abilities.${role}.${line}`)}
          </span>
        ))}
      </span>
      <span className="text-13 text-text-3">
        {t("invite.validUntil", { date: formats.day(invitation.expires_at) })}
      </span>
    </span>
  );
}
