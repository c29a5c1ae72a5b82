import "server-only";
import { brandShades } from "@/lib/branding/rules";
import type { Locale } from "@/lib/i18n/locales";
import { getTranslatorOf } from "@/lib/i18n/server";
import { formatPhone } from "@/lib/phone";
import type { PortalFront } from "@/lib/portal/schema";

/** Pages of a link that leads nowhere. Next's own pages can't answer 410, so these are written by hand. */
const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f4f7f9,#0a0f12);--surface:light-dark(#fff,#13181c);--text:light-dark(#141c21,#eef0f2);--text-2:light-dark(#454e55,#b8bfc4);--border:light-dark(#d6dbe0,#2f363c);--strong:light-dark(#7f878e,#6c767d);--accent:light-dark(#04686c,#4fc6c6);--on:light-dark(#fff,#0a0f12)}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:16px;background:var(--bg);color:var(--text);font:400 1rem/1.5 "Inter Variable",system-ui,sans-serif}
main{width:100%;max-width:30rem;padding:32px 24px;border:1px solid var(--border);border-radius:16px;background:var(--surface)}
.company{margin:0 0 24px;color:var(--text-2);font-weight:500}
h1{margin:0 0 8px;font-size:1.5rem;line-height:2rem;font-weight:650;letter-spacing:-.01em}
p{margin:0 0 24px;color:var(--text-2)}
.acts{display:grid;gap:12px}
form{margin:0}
button,.call{display:flex;width:100%;min-height:48px;align-items:center;justify-content:center;padding:8px 16px;border:1px solid transparent;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:500;text-decoration:none;text-align:center}
.call{border-color:var(--strong);background:var(--surface);color:var(--text)}
.done{margin:0;color:var(--text)}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
`;

const HTML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => HTML[character] ?? "");

type Parts = { status: number; locale: Locale; title: string; body: string; color?: string | null };

function pageOf({ status, locale, title, body, color }: Parts): Response {
  const shades = color ? brandShades(color) : null;
  const look = shades ? `:root{--accent:light-dark(${shades.light},${shades.dark})}` : "";
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${escaped(title)}</title><style>${STYLE}${look}</style></head><body><main>${body}</main></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

const wordsOf = (locale: Locale) => getTranslatorOf(locale, "portal");

/** Nothing of any company: whoever guesses learns only that there is no such link. */
export function unknownLinkPage(locale: Locale): Response {
  const t = wordsOf(locale);
  const body = `<h1>${escaped(t("unknown.title"))}</h1><p class="done">${escaped(t("unknown.text"))}</p>`;
  return pageOf({ status: 404, locale, title: t("unknown.title"), body });
}

export function tooManyPage(locale: Locale, retryAfterS: number): Response {
  const t = wordsOf(locale);
  const title = t("tooMany.title");
  const text = t("tooMany.text", { seconds: retryAfterS });
  const body = `<h1>${escaped(title)}</h1><p class="done">${escaped(text)}</p>`;
  const response = pageOf({ status: 429, locale, title, body });
  response.headers.set("retry-after", String(retryAfterS));
  return response;
}

/** `isAsked`: a new link was asked for; the answer is the same whether there is an address to send it to or not. */
export function endedLinkPage(front: PortalFront, locale: Locale, isAsked = false): Response {
  const t = wordsOf(locale);
  const name = escaped(front.name);
  const title = t("ended.title");
  const call = front.phone
    ? `<a class="call" href="tel:${escaped(front.phone)}">${escaped(t("ended.call", { company: front.name, phone: formatPhone(front.phone, null) }))}</a>`
    : "";
  const ask = `<form method="post"><button type="submit">${escaped(t("ended.ask"))}</button></form>`;
  const sent = `<p class="done" role="status">${escaped(t("ended.asked", { company: front.name }))}</p>`;
  const body = `<p class="company">${name}</p><h1>${escaped(title)}</h1><p>${escaped(t("ended.text", { company: front.name }))}</p><div class="acts">${isAsked ? sent : ask}${call}</div>`;
  return pageOf({
    status: isAsked ? 200 : 410,
    locale,
    title: `${title} · ${front.name}`,
    body,
    color: front.brand_color,
  });
}
