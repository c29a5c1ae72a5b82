import { escapeHtml } from "./escape";

export type MailLocale = "en" | "de";

export type MailContent = {
  locale: MailLocale;
  title: string;
  /** Plain text; nothing in it is taken for HTML. */
  paragraphs: string[];
  /** Shown large, for typing over. */
  code?: string;
  action?: { label: string; url: string };
  /** Small print at the end: why it came, when it ends. */
  note?: string;
  /** The company it is sent for; without one Callout itself speaks. */
  sender?: string;
  /** "#rrggbb" of the button, dark enough for white words. */
  color?: string;
};

export type LaidOutMail = { text: string; html: string };

const WORDS: Record<MailLocale, { address: string; sentFor: (sender: string) => string; sentBy: string }> = {
  en: {
    address: "If the button does not open, copy this address:",
    sentFor: (sender) => `Sent with Callout for ${sender}.`,
    sentBy: "Sent by Callout.",
  },
  de: {
    address: "Öffnet sich der Knopf nicht, kopieren Sie diese Adresse:",
    sentFor: (sender) => `Gesendet mit Callout für ${sender}.`,
    sentBy: "Gesendet von Callout.",
  },
};

/** One column, system fonts, no image and nothing loaded from elsewhere: readable in every mail program. */
export function layoutMail(content: MailContent): LaidOutMail {
  const { action } = content;
  if (action && !/^https?:\/\//.test(action.url)) throw new Error("A mail's link must be an http(s) address");
  return { text: asText(content), html: asHtml(content) };
}

function asText(content: MailContent): string {
  const { title, paragraphs, code, action, note } = content;
  const parts = [title, ...paragraphs];
  if (code) parts.push(code);
  if (action) parts.push(`${action.label}:\n${action.url}`);
  if (note) parts.push(note);
  return `${[...parts, `-- \n${closing(content)}`].join("\n\n")}\n`;
}

function closing({ locale, sender }: MailContent): string {
  const words = WORDS[locale];
  return sender ? words.sentFor(sender) : words.sentBy;
}

const PARAGRAPH = "margin: 0 0 16px";
const SMALL = "margin: 0 0 12px; font-size: 14px; line-height: 20px; color: #616a71";
const CODE = "margin: 0 0 24px; font: 600 28px/36px ui-monospace, monospace; letter-spacing: 4px";
const OWN_COLOR = "#04686c";
const BUTTON =
  "display: inline-block; padding: 10px 20px; border-radius: 8px; color: #ffffff; text-decoration: none; " +
  "font-weight: 600";

function asHtml(content: MailContent): string {
  const { locale, title, paragraphs, code, action, note } = content;
  const inner = [
    `<h1 style="margin: 0 0 16px; font-size: 20px; line-height: 28px">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => paragraph(PARAGRAPH, text)),
    ...(code ? [paragraph(CODE, code)] : []),
    ...(action ? actionHtml(content, action) : []),
    ...(note ? [paragraph(SMALL, note)] : []),
    paragraph(SMALL, closing(content)),
  ];
  return `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body style="margin: 0; padding: 24px 12px; background: #f4f7f9; font: 16px/24px system-ui, sans-serif; color: #141c21">
    <div style="max-width: 480px; margin: 0 auto; padding: 32px; background: #ffffff; border-radius: 12px">
      ${inner.join("\n      ")}
    </div>
  </body>
</html>
`;
}

function actionHtml(
  { locale, color }: MailContent,
  { label, url }: { label: string; url: string },
): string[] {
  const address = escapeHtml(url);
  const style = escapeHtml(`${BUTTON}; background: ${color ?? OWN_COLOR}`);
  return [
    `<p style="margin: 0 0 24px"><a href="${address}" style="${style}">${escapeHtml(label)}</a></p>`,
    `<p style="${SMALL}">${escapeHtml(WORDS[locale].address)}<br /><span style="word-break: break-all">${address}</span></p>`,
  ];
}

/** Line breaks of the text stay. */
function paragraph(style: string, text: string): string {
  return `<p style="${style}">${escapeHtml(text).replaceAll("\n", "<br />")}</p>`;
}
