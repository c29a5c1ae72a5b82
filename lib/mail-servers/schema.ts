import { z } from "zod";
import { changes, email, id, instant, optionalText, version } from "@/lib/http/fields";

/** How the connection is kept private; `plain` only where the operator allows servers of the own network. */
export const mailSecurities = ["starttls", "tls", "plain"] as const;
export type MailSecurity = (typeof mailSecurities)[number];

/** Where the password lies: a part of what it is sealed with, so that it opens there alone. */
export const passwordPlace = {
  table: "public.system_settings",
  column: "value",
  row: "mail.password",
} as const;

/** Why a company's server took no mail; the pages have words for each. */
export const mailProblems = [
  "host_unknown",
  "address_refused",
  "port_refused",
  "plain_refused",
  "no_connection",
  "encryption_missing",
  "certificate_unknown",
  "certificate_name",
  "certificate_expired",
  "tls_failed",
  "login_refused",
  "sender_refused",
  "recipient_refused",
  "refused",
  "busy",
  "secret_unreadable",
  "other",
] as const;
export type MailProblem = (typeof mailProblems)[number];

/** `replaced`: another server was saved before the test left, so it went by none. */
export const testProblems = [...mailProblems, "replaced"] as const;

const problem = z.enum(mailProblems).catch("other").nullable();

/** A company's own mail server and how it does. Its password is in no answer. */
export const mailServer = z.object({
  version,
  /** null: messages leave by the installation's server. */
  server: z
    .object({
      host: z.string(),
      port: z.int(),
      security: z.enum(mailSecurities),
      username: z.string().nullable(),
      from_name: z.string().nullable(),
      from_address: z.string(),
    })
    .nullable(),
  password_set_at: instant.nullable(),
  /** When a message last left by it. */
  sent_at: instant.nullable(),
  failing_since: instant.nullable(),
  problem,
  test: z
    .object({
      id,
      /** Of the server it is for: where this is not the record's, another was saved while it was under way. */
      version,
      host: z.string(),
      port: z.int(),
      asked_at: instant,
      /** null: it is under way. */
      ended_at: instant.nullable(),
      /** null after its end: the mail was taken. */
      problem: z.enum(testProblems).catch("other").nullable(),
      /** What the server answered, as a number of SMTP. */
      reply: z.int().nullable(),
    })
    .nullable(),
  /** Whether the operator allows servers of the own network, and with them `plain`. */
  is_plain_possible: z.boolean(),
});
export type MailServer = z.infer<typeof mailServer>;

/** Names, IPv4 and IPv6; whether it may be asked is known only when its name was looked up. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?|[0-9a-f:.]{2,45})$/);

/** Spaces belong to it; a line break never does. */
const password = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), { error: "One line only.", params: { code: "invalid_format" } });

export const mailServerFields = {
  host,
  port: z.int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  /** null: the server asks for no name and no password. */
  username: optionalText(320),
  /** In front of the address; the company's name where it is null. */
  from_name: optionalText(100),
  from_address: email,
};

/** What a form of it holds; its password stands beside it. */
export const mailServerCard = z.strictObject(mailServerFields);
export type MailServerFields = z.input<typeof mailServerCard>;
export type MailServerWrite = z.output<typeof mailServerCard>;

/** Another host, port, security or name needs the password again: it is kept for one place. */
export const mailServerUpdate = changes({ ...mailServerFields, password: password.optional() });
export type MailServerUpdate = z.input<typeof mailServerUpdate>;
