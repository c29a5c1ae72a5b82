"use client";

import { useEffect, useState } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import type { Instant } from "@/lib/i18n/format";

type WhenProps = {
  at: Instant | null | undefined;
  /** IANA zone of the site. Without one the reader's own counts. */
  timeZone?: string;
  /** `day` leaves the time of day out. */
  show?: "day" | "dayTime" | "time";
};

/** A moment at a site. Focus and hover show the exact time and the zone's name. */
export function When({ at, timeZone, show = "dayTime" }: WhenProps) {
  const formats = useFormats();
  if (at === null || at === undefined) return <span className="text-text-3">{UNKNOWN}</span>;
  return (
    <Tooltip content={formats.exact(at, timeZone)}>
      <time dateTime={new Date(at).toISOString()} className="tabular-nums" suppressHydrationWarning>
        {formats[show](at, timeZone)}
      </time>
    </Tooltip>
  );
}

/** How old: "12 min ago" under an hour, then the day. Recounts each half minute while on the page. */
export function Age({ at, timeZone, show = "dayTime" }: WhenProps) {
  const formats = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (at === null || at === undefined) return <span className="text-text-3">{UNKNOWN}</span>;
  return (
    <Tooltip content={formats.exact(at, timeZone)}>
      <time dateTime={new Date(at).toISOString()} className="tabular-nums" suppressHydrationWarning>
        {formats.ago(at, now) ?? formats[show](at, timeZone)}
      </time>
    </Tooltip>
  );
}
