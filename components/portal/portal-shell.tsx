import type { ReactNode } from "react";
import { Words } from "@/lib/i18n/client";
import type { Locale } from "@/lib/i18n/locales";
import { pickMessages } from "@/lib/i18n/messages";
import { formatPhone } from "@/lib/phone";
import type { PortalFront } from "@/lib/portal/schema";
import { PortalFoot } from "./portal-foot";
import { PortalFrame } from "./portal-frame";

/** The company's number as it is dialled and as its customers read it. */
export function phoneOf({ phone, country }: { phone: string | null; country?: string | null | undefined }) {
  return phone ? { number: phone, words: formatPhone(phone, country ?? null) } : null;
}

type PortalShellProps = {
  linkId: string;
  front: PortalFront & { country?: string | null | undefined };
  locale: Locale;
  timeZone: string;
  children: ReactNode;
};

/** Words of this room alone, in the customer's language, inside the company's look. */
export function PortalShell({ linkId, front, locale, timeZone, children }: PortalShellProps) {
  return (
    <Words locale={locale} messages={pickMessages(locale, ["portal"])} timeZone={timeZone}>
      <PortalFrame
        linkId={linkId}
        front={front}
        locale={locale}
        foot={<PortalFoot locale={locale} phone={phoneOf(front)} company={front.name} />}
      >
        {children}
      </PortalFrame>
    </Words>
  );
}
