import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { publicConfig } from "@/lib/env";
import { PUBLIC_CONFIG_ID, publicConfigJson } from "@/lib/http/public-config";
import { isCustomerPath } from "@/lib/http/customer-pages";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/server";

const interLatin = new URL("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", import.meta.url)
  .pathname;

export const metadata: Metadata = {
  title: { default: "Callout", template: "%s · Callout" },
  applicationName: "Callout",
  robots: { index: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export async function generateViewport(): Promise<Viewport> {
  const theme = (await cookies()).get("theme")?.value;
  const light = "#f4f7f9";
  const dark = "#0a0f12";
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    themeColor:
      theme === "light" || theme === "dark"
        ? theme === "light"
          ? light
          : dark
        : [
            { media: "(prefers-color-scheme: light)", color: light },
            { media: "(prefers-color-scheme: dark)", color: dark },
          ],
  };
}

const oneOf = (value: string | undefined, known: readonly string[], fallback: string): string =>
  value !== undefined && known.includes(value) ? value : fallback;

/** Theme, density and language stand in the first byte of the page, from cookies: nothing flashes, no script needed. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  preload(interLatin, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const [jar, head, locale] = await Promise.all([cookies(), headers(), getLocale()]);
  const nonce = head.get("x-nonce") ?? undefined;
  // A customer's page brings its own words and talks to nobody but its own address: it needs nothing of an office's.
  const isCustomers = isCustomerPath(head.get("x-callout-path") ?? "");
  return (
    <html
      lang={locale}
      data-theme={oneOf(jar.get("theme")?.value, ["light", "dark", "system"], "system")}
      data-density={oneOf(jar.get("density")?.value, ["comfortable", "compact"], "comfortable")}
      suppressHydrationWarning
    >
      <body>
        {isCustomers ? (
          children
        ) : (
          <>
            <script id={PUBLIC_CONFIG_ID} type="application/json" nonce={nonce} suppressHydrationWarning>
              {publicConfigJson(publicConfig())}
            </script>
            <Words locale={locale} messages={pickMessages(locale, ["shared"])}>
              {children}
            </Words>
          </>
        )}
      </body>
    </html>
  );
}
