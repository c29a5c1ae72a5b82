"use client";

import { useSyncExternalStore } from "react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { Span } from "@/lib/portal/schema";

const never = () => () => undefined;
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** " EST" where the site's clock is not the reader's. The server does not know the reader's and says nothing. */
export function useZoneWord(at: string, timeZone: string): string {
  const formats = useFormats();
  const own = useSyncExternalStore(never, ownZone, () => timeZone);
  const word = formats.zoneName(at, timeZone);
  return word === formats.zoneName(at, own) ? "" : word;
}

type BigTimeProps = { span: Span; timeZone: string; isPast?: boolean };

/** From when to when, readable from an arm's length; "AM" and "Uhr" are small, because they are never the news. */
export function BigTime({ span, timeZone, isPast = false }: BigTimeProps) {
  const formats = useFormats();
  const zone = useZoneWord(span.starts_at, timeZone);
  const words = formats.window(span.starts_at, span.ends_at, timeZone);
  // Over midnight both days are named, which is no line to be set large.
  const isLong = words.length > 22;
  return (
    <p
      className={cn(
        "tracking-tight tabular-nums",
        isLong ? "text-24" : "text-[clamp(1.75rem,10.5vw,2.5rem)] leading-[1.15] font-[650]",
        isPast && "text-text-2",
      )}
      suppressHydrationWarning
    >
      <time dateTime={`${span.starts_at}/${span.ends_at}`}>
        {words.split(/(\s?(?:AM|PM|Uhr)\b)/u).map((part, index) =>
          index % 2 === 1 ? (
            // Positions of one text: nothing moves between them.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} className="text-[0.5em] font-medium tracking-normal text-text-2">
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </time>
      {zone ? <span className="ml-2 text-16 font-normal tracking-normal text-text-2">{zone}</span> : null}
    </p>
  );
}
