import { headers } from "next/headers";
import type { ReactNode } from "react";
import { getTranslator } from "@/lib/i18n/server";
import { Providers } from "./providers";

/**
 * What pages of people with an account and a desk share: kept answers, filters in the address, toasts, tooltips. The
 * field app and customers' pages do without, and a phone loads none of it.
 */
export async function WithProviders({ children }: { children: ReactNode }) {
  const [head, t] = await Promise.all([headers(), getTranslator("shared")]);
  return (
    <Providers nonce={head.get("x-nonce") ?? undefined} closeLabel={t("close")}>
      {children}
    </Providers>
  );
}
