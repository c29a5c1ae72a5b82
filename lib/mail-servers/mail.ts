import { layoutMail } from "@/lib/mail/layout";
import type { MailLocale } from "@/lib/mail/layout";
import { mailProblems, type MailProblem } from "@/lib/mail-servers/schema";

type Organization = { name: string; slug: string; time_zone: string };
/** What ops.mail_server_test answers; `revision` is that of the server it was asked for. */
export type TestMail = {
  email: string;
  locale: string | null;
  asked_at: string;
  revision: string;
  organization: Organization;
};
/** What ops.mail_server_alert answers. */
export type AlertMail = {
  email: string;
  locale: string | null;
  problem: string;
  since: string;
  host: string;
  organization: Organization;
};

type Rendered = { subject: string; text: string; html: string };
type Words = {
  test: { subject: (company: string) => string; body: (at: string) => string };
  alert: {
    subject: (company: string) => string;
    body: (host: string, since: string) => string;
    waiting: string;
  };
  problems: Record<MailProblem, string>;
  action: string;
};

const WORDS: Record<MailLocale, Words> = {
  en: {
    test: {
      subject: (company) => `Test of the mail server of ${company}`,
      body: (at) =>
        `This mail left by your own mail server. You asked for it on ${at}. Nothing is to be done.`,
    },
    alert: {
      subject: (company) => `The mail server of ${company} takes no mail`,
      body: (host, since) => `Since ${since} no message of yours leaves by ${host}.`,
      waiting: "Messages wait for some hours and leave when it works again. After that they have failed.",
    },
    problems: {
      host_unknown: "There is no server of this name.",
      address_refused: "Its name leads to an address that is not public.",
      port_refused: "Its port is none that mail uses.",
      plain_refused: "It would be reached without encryption.",
      no_connection: "It does not answer.",
      encryption_missing: "It offers no encryption on this port.",
      certificate_unknown: "Its certificate is of an authority that nobody here knows.",
      certificate_name: "Its certificate is for another name.",
      certificate_expired: "Its certificate has expired or is not valid yet.",
      tls_failed: "The encrypted connection fails.",
      login_refused: "It refuses user name or password.",
      sender_refused: "It refuses the sender address.",
      recipient_refused: "It refuses the recipient.",
      refused: "It refuses the mail.",
      busy: "It asks to come back later.",
      secret_unreadable: "Its password can't be read here any more. Type it again.",
      other: "It answers in a way that mail does not know.",
    },
    action: "Open the mail server",
  },
  de: {
    test: {
      subject: (company) => `Test des Mailservers von ${company}`,
      body: (at) =>
        `Diese E-Mail ging über Ihren eigenen Mailserver hinaus. Angefordert am ${at}. Es ist nichts zu tun.`,
    },
    alert: {
      subject: (company) => `Der Mailserver von ${company} nimmt keine E-Mails an`,
      body: (host, since) => `Seit ${since} geht keine Ihrer Nachrichten über ${host} hinaus.`,
      waiting:
        "Nachrichten warten einige Stunden und gehen hinaus, sobald er wieder arbeitet. Danach sind sie fehlgeschlagen.",
    },
    problems: {
      host_unknown: "Einen Server dieses Namens gibt es nicht.",
      address_refused: "Sein Name führt zu einer Adresse, die nicht öffentlich ist.",
      port_refused: "Seinen Port benutzt E-Mail nicht.",
      plain_refused: "Er wäre nur ohne Verschlüsselung zu erreichen.",
      no_connection: "Er antwortet nicht.",
      encryption_missing: "Er bietet auf diesem Port keine Verschlüsselung an.",
      certificate_unknown: "Sein Zertifikat stammt von einer Stelle, die hier niemand kennt.",
      certificate_name: "Sein Zertifikat gilt für einen anderen Namen.",
      certificate_expired: "Sein Zertifikat ist abgelaufen oder noch nicht gültig.",
      tls_failed: "Die verschlüsselte Verbindung scheitert.",
      login_refused: "Er lehnt Benutzername oder Passwort ab.",
      sender_refused: "Er lehnt die Absenderadresse ab.",
      recipient_refused: "Er lehnt den Empfänger ab.",
      refused: "Er lehnt die E-Mail ab.",
      busy: "Er bittet, später wiederzukommen.",
      secret_unreadable: "Sein Passwort lässt sich hier nicht mehr lesen. Geben Sie es neu ein.",
      other: "Er antwortet, wie es bei E-Mail nicht vorgesehen ist.",
    },
    action: "Mailserver öffnen",
  },
};

const localeOf = (locale: string | null): MailLocale => (locale?.startsWith("de") ? "de" : "en");

const timeOf = (instant: string, locale: MailLocale, { time_zone: timeZone }: Organization): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    new Date(instant),
  );

const pageOf = ({ slug }: Organization, appUrl: string) => `${appUrl}/o/${slug}/settings/mail-server`;

export function renderTestMail(test: TestMail, appUrl: string): Rendered {
  const { organization } = test;
  const locale = localeOf(test.locale);
  const words = WORDS[locale];
  const subject = words.test.subject(organization.name);
  return {
    subject,
    ...layoutMail({
      locale,
      title: subject,
      paragraphs: [words.test.body(timeOf(test.asked_at, locale, organization))],
      action: { label: words.action, url: pageOf(organization, appUrl) },
      sender: organization.name,
    }),
  };
}

export function renderAlertMail(mail: AlertMail, appUrl: string): Rendered {
  const { organization } = mail;
  const locale = localeOf(mail.locale);
  const words = WORDS[locale];
  const subject = words.alert.subject(organization.name);
  const problem = mailProblems.find((each) => each === mail.problem) ?? "other";
  return {
    subject,
    ...layoutMail({
      locale,
      title: subject,
      paragraphs: [
        words.alert.body(mail.host, timeOf(mail.since, locale, organization)),
        words.problems[problem],
        words.alert.waiting,
      ],
      action: { label: words.action, url: pageOf(organization, appUrl) },
      sender: organization.name,
    }),
  };
}
