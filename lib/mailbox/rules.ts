/** The six digits a person is to type, or null for a message without any. */
export function codeIn(text: string): string | null {
  return /(?<![\d#+])\d{6}(?!\d)/.exec(text)?.[0] ?? null;
}

/** `at` is the place in the whole text. */
export type TextPart = { kind: "text" | "link"; at: number; text: string };

/** Splits plain text at its web addresses; a full stop or bracket after one is not part of it. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g)) {
    if (match.index > from) parts.push({ kind: "text", at: from, text: text.slice(from, match.index) });
    parts.push({ kind: "link", at: match.index, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: "text", at: from, text: text.slice(from) });
  return parts;
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * From this machine, under its own name: the address alone is not enough, because a name of a stranger's site may be
 * pointed at 127.0.0.1 (DNS rebinding) and its script would then read along.
 */
export function isThisMachine(ip: string | null, host: string | null): boolean {
  return ip !== null && LOOPBACK.test(ip) && host !== null && LOCAL_HOST.test(host);
}
