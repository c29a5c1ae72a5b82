import { layoutMail } from "@/lib/mail/layout";
import type { MailLocale } from "@/lib/mail/layout";

/** What ops.account_mail answers. */
export type AccountMail = {
  email: string;
  name: string | null;
  locale: string | null;
  role: string;
  organization: { name: string; slug: string };
};

export type AccountEvent = "role_changed" | "member_removed";

type Words = {
  roles: Record<string, string>;
  subject: Record<AccountEvent, (organization: string) => string>;
  body: Record<AccountEvent, (organization: string, role: string) => string>;
  action: string;
  note: string;
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
    subject: {
      role_changed: (organization) => `Your role at ${organization} changed`,
      member_removed: (organization) => `You no longer have access to ${organization}`,
    },
    body: {
      role_changed: (organization, role) => `You now work in ${organization} as ${role}.`,
      member_removed: (organization) =>
        `Your access to ${organization} was ended. Your Callout account stays.`,
    },
    action: "Open Callout",
    note: "If this surprises you, ask the person who administers your company in Callout.",
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
    subject: {
      role_changed: (organization) => `Ihre Rolle bei ${organization} wurde geändert`,
      member_removed: (organization) => `Ihr Zugang zu ${organization} wurde beendet`,
    },
    body: {
      role_changed: (organization, role) => `Sie arbeiten bei ${organization} jetzt mit der Rolle ${role}.`,
      member_removed: (organization) =>
        `Ihr Zugang zu ${organization} wurde beendet. Ihr Konto bei Callout bleibt bestehen.`,
    },
    action: "Callout öffnen",
    note: "Überrascht Sie das, fragen Sie die Person, die Ihre Firma in Callout verwaltet.",
  },
};

export function renderAccountMail(
  mail: AccountMail,
  event: AccountEvent,
  appUrl: string,
): { subject: string; text: string; html: string } {
  const locale: MailLocale = mail.locale?.startsWith("de") ? "de" : "en";
  const words = WORDS[locale];
  const { name } = mail.organization;
  const subject = words.subject[event](name);
  const laidOut = layoutMail({
    locale,
    title: subject,
    paragraphs: [words.body[event](name, words.roles[mail.role] ?? mail.role)],
    action: { label: words.action, url: appUrl },
    note: words.note,
    sender: name,
  });
  return { subject, ...laidOut };
}
