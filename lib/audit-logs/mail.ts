import { layoutMail } from "@/lib/mail/layout";
import type { MailLocale } from "@/lib/mail/layout";

/** What ops.audit_head_mail answers. */
export type HeadMail = {
  email: string;
  name: string | null;
  locale: string | null;
  seq: number;
  hash: string;
  sealed_at: string;
  organization: { name: string; slug: string; time_zone: string };
};

type Words = {
  subject: (organization: string, day: string) => string;
  body: (seq: number, at: string) => string;
  why: string;
  action: string;
};

const WORDS: Record<MailLocale, Words> = {
  en: {
    subject: (organization, day) => `Audit log of ${organization} sealed, ${day}`,
    body: (seq, at) => `Everything up to ${at} is sealed. Seal ${seq} has this head:`,
    why: "Keep this mail. If the audit log were ever written anew, even by whoever runs the database, this head would no longer be found in it.",
    action: "Open the audit log",
  },
  de: {
    subject: (organization, day) => `Protokoll von ${organization} versiegelt, ${day}`,
    body: (seq, at) => `Alles bis ${at} ist versiegelt. Siegel ${seq} hat diesen Kopf:`,
    why: "Bewahren Sie diese E-Mail auf. Würde das Protokoll jemals neu geschrieben, auch vom Betreiber der Datenbank, wäre dieser Kopf darin nicht mehr zu finden.",
    action: "Protokoll öffnen",
  },
};

/** The head of the day; times in the organization's zone. */
export function renderHeadMail(
  mail: HeadMail,
  appUrl: string,
): { subject: string; text: string; html: string } {
  const locale: MailLocale = mail.locale?.startsWith("de") ? "de" : "en";
  const words = WORDS[locale];
  const { name, slug, time_zone: timeZone } = mail.organization;
  const sealedAt = new Date(mail.sealed_at);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(sealedAt);
  const at = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    sealedAt,
  );
  const subject = words.subject(name, day);
  const laidOut = layoutMail({
    locale,
    title: subject,
    paragraphs: [words.body(mail.seq, at), mail.hash],
    action: { label: words.action, url: `${appUrl}/o/${slug}/audit-logs` },
    note: words.why,
    sender: name,
  });
  return { subject, ...laidOut };
}
