import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/server";

export const metadata: Metadata = {
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

/** Words for what may break; each page brings its own, in the customer's language. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  return (
    <Words locale={locale} messages={pickMessages(locale, ["portal"])}>
      {children}
    </Words>
  );
}
