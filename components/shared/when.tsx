"use client";

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { useTimeZone } from "use-intl/react";
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

/** In a table one tab stop per row is enough: the row's link. Its times show the exact moment to the pointer only. */
export const InRowContext = createContext(false);

const never = () => () => undefined;

const offsets = new Map<string, Intl.DateTimeFormat>();

/** "GMT-05:00": what a zone's clock says at that moment. */
function offsetAt(at: Instant, timeZone: string): string {
  const format =
    offsets.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  offsets.set(timeZone, format);
  return format.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The server does not know the reader's clock: its page shows the company's zone, and the browser puts it right. */
function useZone(timeZone: string | undefined): string | undefined {
  const company = useTimeZone();
  const own = useSyncExternalStore(never, ownZone, () => company);
  return timeZone ?? own;
}

/** " EST" where the site's clock differs from the reader's at that moment, else nothing: two zones may agree. */
function useForeignZone(at: Instant | null | undefined, timeZone: string | undefined): string {
  const formats = useFormats();
  const company = useTimeZone();
  const own = useSyncExternalStore(never, ownZone, () => company);
  if (at === null || at === undefined || !timeZone || !own) return "";
  if (offsetAt(at, timeZone) === offsetAt(at, own)) return "";
  return ` ${formats.zoneName(at, timeZone)}`;
}

/** A moment at a site. Focus and hover show the exact time and the zone's name. */
export function When({ at, timeZone, show = "dayTime" }: WhenProps) {
  const formats = useFormats();
  const zone = useZone(timeZone);
  const foreign = useForeignZone(at, timeZone);
  if (at === null || at === undefined) return <Unknown />;
  return (
    <Moment at={at} exact={formats.exact(at, zone)}>
      {`${formats[show](at, zone)}${show === "day" ? "" : foreign}`}
    </Moment>
  );
}

type WhenWindowProps = {
  from: Instant | null | undefined;
  to: Instant | null | undefined;
  /** IANA zone of the site. */
  timeZone?: string;
  /** `time` where the day stands beside it. */
  show?: "dayTime" | "time";
};

/** From when to when at a site: "Fri, Nov 20, 10:00–11:30 AM", with the zone's name where the reader's differs. */
export function WhenWindow({ from, to, timeZone, show = "dayTime" }: WhenWindowProps) {
  const formats = useFormats();
  const zone = useZone(timeZone);
  const foreign = useForeignZone(from, timeZone);
  if (from === null || from === undefined) return <Unknown />;
  const start = formats[show](from, zone);
  if (to === null || to === undefined) {
    return (
      <Moment at={from} exact={formats.exact(from, zone)}>
        {`${start}${foreign}`}
      </Moment>
    );
  }
  const window = formats.window(from, to, zone);
  // A window over midnight names both its days by itself.
  const hasDay = show === "time" || formats.day(from, zone) !== formats.day(to, zone);
  return (
    <Moment at={from} exact={`${formats.exact(from, zone)} – ${formats.exact(to, zone)}`}>
      {`${hasDay ? window : `${formats.day(from, zone)}, ${window}`}${foreign}`}
    </Moment>
  );
}

/** How old: "12 min ago" under an hour, then the day. Recounts each half minute while on the page. */
export function Age({ at, timeZone, show = "dayTime" }: WhenProps) {
  const formats = useFormats();
  const zone = useZone(timeZone);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (at === null || at === undefined) return <Unknown />;
  return (
    <Moment at={at} exact={formats.exact(at, zone)}>
      {formats.ago(at, now) ?? formats[show](at, zone)}
    </Moment>
  );
}

function Unknown() {
  return <span className="text-text-3">{UNKNOWN}</span>;
}

function Moment({ at, exact, children }: { at: Instant; exact: string; children: string }) {
  const stop = use(InRowContext) ? {} : { tabIndex: 0 };
  return (
    <Tooltip content={exact}>
      <time
        dateTime={new Date(at).toISOString()}
        className="rounded-badge tabular-nums"
        // Runtimes differ in their spaces, not in what they say.
        suppressHydrationWarning
        {...stop}
      >
        {children}
      </time>
    </Tooltip>
  );
}
