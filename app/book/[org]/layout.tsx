import type { ReactNode } from "react";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/server";

/** Words for what stands in for the page when it fails; the page itself brings the company's language. */
export default async function BookLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  return (
    <Words locale={locale} messages={pickMessages(locale, ["online-booking"])}>
      {children}
    </Words>
  );
}
