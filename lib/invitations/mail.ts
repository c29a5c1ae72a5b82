import { layoutMail } from "@/lib/mail/layout";
import type { MailLocale } from "@/lib/mail/layout";

/** What ops.invitation_mail answers. */
export type InvitationMail = {
  email: string;
  role: string;
  message: string | null;
  token: string;
  /** UTC instant. */
  expires_at: string;
  inviter: string | null;
  locale: string;
  organization: { name: string };
};

type Words = {
  roles: Record<string, string>;
  subject: (organization: string) => string;
  opening: (inviter: string | null, organization: string, role: string) => string;
  action: string;
  note: (day: string) => string;
};

const WORDS: Record<MailLocale, Words> = {
  en: {
    roles: {
      owner: "owner",
      admin: "admin",
      dispatcher: "dispatcher",
      technician: "technician",
      accountant: "accountant",
      viewer: "viewer",
    },
    subject: (organization) => `Join ${organization} on Callout`,
    opening: (inviter, organization, role) =>
      `${inviter ?? "Your company"} invites you to work in ${organization} as ${role}.`,
    action: "Accept invitation",
    note: (day) =>
      `The link is for you alone and works until ${day}. If you expected no invitation, ignore this mail.`,
  },
  de: {
    roles: {
      owner: "Inhaber",
      admin: "Administration",
      dispatcher: "Disposition",
      technician: "Technik",
      accountant: "Buchhaltung",
      viewer: "Lesezugriff",
    },
    subject: (organization) => `${organization} lädt Sie zu Callout ein`,
    opening: (inviter, organization, role) =>
      `${inviter ?? "Ihre Firma"} lädt Sie ein, bei ${organization} mitzuarbeiten (Rolle: ${role}).`,
    action: "Einladung annehmen",
    note: (day) =>
      `Der Link ist nur für Sie und gilt bis ${day}. Haben Sie keine Einladung erwartet, beachten Sie diese E-Mail nicht.`,
  },
};

/** A person who is only invited has no zone of his own yet; a day in UTC is right to within one. */
function dayOf(instant: string, locale: MailLocale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(instant));
}

export function renderInvitation(
  mail: InvitationMail,
  appUrl: string,
): { subject: string; text: string; html: string } {
  const locale: MailLocale = mail.locale.startsWith("de") ? "de" : "en";
  const words = WORDS[locale];
  const { name } = mail.organization;
  const opening = words.opening(mail.inviter, name, words.roles[mail.role] ?? mail.role);
  const laidOut = layoutMail({
    locale,
    title: words.subject(name),
    paragraphs: [opening, ...(mail.message ? [mail.message] : [])],
    action: { label: words.action, url: `${appUrl}/invite/${mail.token}` },
    note: words.note(dayOf(mail.expires_at, locale)),
    sender: name,
  });
  return { subject: words.subject(name), ...laidOut };
}
