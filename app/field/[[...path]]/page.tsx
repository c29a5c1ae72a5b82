import { headers } from "next/headers";
import { FieldApp } from "@/components/field/shell/field-app";
import { FieldWords } from "@/components/field/shell/words";
import { buildId } from "@/lib/env";
import { FIELD_ROOMS } from "@/lib/i18n/field-rooms";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/server";

/**
 * The phone's copy of this page may be months old; the cookies are today's. Runs before the first paint, so that
 * nothing flashes.
 */
const THEME = `(()=>{const m=/(?:^|; )field_theme=(sun)/.exec(document.cookie)||/(?:^|; )theme=(light|dark|system)/.exec(document.cookie);if(m)document.documentElement.dataset.theme=m[1]})()`;

/** One page for every address below /field, with nobody's data: the phone keeps it and fills it from its store. */
export default async function FieldPage() {
  const [locale, build, head] = await Promise.all([getLocale(), buildId(), headers()]);
  return (
    <>
      <script nonce={head.get("x-nonce") ?? undefined} suppressHydrationWarning>
        {THEME}
      </script>
      <FieldWords locale={locale} messages={pickMessages(locale, FIELD_ROOMS)}>
        <FieldApp version={build ?? "dev"} hasWorker={build !== null} />
      </FieldWords>
    </>
  );
}
