/** One event of a calendar file. Times are instants: the reader's calendar shows them in its own zone. */
export type CalendarEvent = {
  /** The same for every version of the event, so that a later file moves it instead of adding another. */
  uid: string;
  /** Rises with every change. */
  sequence: number;
  startsAt: string;
  endsAt: string;
  /** When this version was made. */
  stamp: string;
  summary: string;
  description: string;
  location: string;
  url: string;
  isCancelled: boolean;
};

/** RFC 5545, 3.3.11: what has a meaning of its own is escaped, and a line break would start a property. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

/** 3.3.5, the form with UTC time. */
const utc = (at: string) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");

/** 3.1: no line is longer than 75 octets; a character is never cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  for (const character of line) {
    if (Buffer.byteLength(current + character) > 75) {
      lines.push(current);
      current = " ";
    }
    current += character;
  }
  return [...lines, current].join("\r\n");
}

/** A calendar file (RFC 5545) of one event, as METHOD:PUBLISH: information, no invitation that wants an answer. */
export function calendarFile(event: CalendarEvent): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Callout//Callout//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${escaped(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `LOCATION:${escaped(event.location)}`,
    `URL:${event.url}`,
    `STATUS:${event.isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}
