"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";

/** The place's zone, and what its clock shows now where that is not what the reader's own shows. */
export function LocalTime({ timeZone }: { timeZone: string }) {
  const t = useTranslations("properties");
  const formats = useFormats();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    // The server's clock is not the reader's: the time appears with the first tick in the browser.
    const first = setTimeout(tick);
    const timer = setInterval(tick, 15_000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  const differs = now !== null && formats.time(now, timeZone) !== formats.time(now);
  return (
    <>
      {formats.zone(timeZone)}
      {differs ? (
        <span className="block text-13 text-text-3">
          {t("page.localTime", { time: formats.time(now, timeZone) })}
        </span>
      ) : null}
    </>
  );
}
