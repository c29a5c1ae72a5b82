import type { MailSecurity, MailServer } from "@/lib/mail-servers/schema";

/** What a mail program would propose. */
export const USUAL_PORT: Record<MailSecurity, number> = { starttls: 587, tls: 465, plain: 25 };

/** Without encryption only where the operator allows it. */
export const securitiesFor = ({
  is_plain_possible,
}: Pick<MailServer, "is_plain_possible">): MailSecurity[] =>
  is_plain_possible ? ["starttls", "tls", "plain"] : ["starttls", "tls"];

/** Another port was typed by somebody and stays; the usual one goes along with the way. */
export function portFor(security: MailSecurity, port: number | null): number {
  const isUsual = port === null || Object.values(USUAL_PORT).includes(port);
  return isUsual ? USUAL_PORT[security] : port;
}
