import { readFileSync } from "node:fs";
import { escapeHtml, unescapeHtml } from "@/lib/mail/escape";
import type { MailTemplate } from "../config";

/** The mails of the auth service; the files are those a hosted project is given. */
export type TemplateName = "confirmation" | "recovery" | "magic_link" | "invite" | "email_change";

export type TemplateValues = {
  Token: string;
  TokenHash: string;
  SiteURL: string;
  RedirectTo: string;
  Email: string;
  NewEmail: string;
};

export type RenderedMail = { subject: string; html: string; text: string };

/** Paths in supabase/config.toml are relative to the project. */
const PROJECT = new URL("../../../", import.meta.url);

export function renderTemplate(
  templates: Record<string, MailTemplate>,
  name: TemplateName,
  values: TemplateValues,
): RenderedMail {
  const template = templates[name];
  if (!template) throw new Error(`supabase/config.toml has no [auth.email.template.${name}]`);
  const html = fill(readFileSync(new URL(template.contentPath, PROJECT), "utf8"), values);
  return { subject: template.subject, html, text: plainText(html) };
}

/** Go's html/template escapes by place; here a value stands in text or in the query of a link. */
function fill(source: string, values: TemplateValues): string {
  return source.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (placeholder, name: string, offset: number) => {
    if (!isValueName(name, values)) throw new Error(`Unknown placeholder ${placeholder} in a mail template`);
    const link = /href="([^"]*)$/.exec(source.slice(0, offset))?.[1];
    return link?.includes("?") ? encodeURIComponent(values[name]) : escapeHtml(values[name]);
  });
}

function isValueName(name: string, values: TemplateValues): name is keyof TemplateValues {
  return name in values;
}

/** For readers without HTML: one line per paragraph, a link's address in its own line. */
function plainText(html: string): string {
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html;
  const withLinks = body.replace(
    /<a\s[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a\s*>/g,
    (_link, address: string, label: string) => `${label.trim()}:\n${address}`,
  );
  const lines = withLinks
    .replace(/<(?:br|\/p|\/h1|\/tr|\/div)[^>]*>/g, "\n\n")
    .replace(/<[^>]+>/g, "")
    .split("\n")
    .map((line) => line.trim());
  return `${unescapeHtml(lines.join("\n"))
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}
