import { isIP } from "node:net";
import type { AuthConfig } from "./config";
import type { Call } from "./context";

/** Where a mail's link leads in the end: the address asked for if it is allowed, else the site itself. */
export function redirectTarget(config: AuthConfig, call: Call): string {
  const asked = [
    call.request.headers.get("redirect_to"),
    call.url.searchParams.get("redirect_to"),
    typeof call.body.redirect_to === "string" ? call.body.redirect_to : null,
    call.request.headers.get("referer"),
  ];
  return asked.find((url) => url && isAllowed(config, url)) ?? config.siteUrl;
}

/** GoTrue's rules: our own site, loopback addresses, and what the allow list matches. */
export function isAllowed(config: AuthConfig, redirect: string): boolean {
  if (!URL.canParse(redirect) || !URL.canParse(config.siteUrl)) return false;
  const target = new URL(redirect);
  const site = new URL(config.siteUrl);
  const isSameHost = target.protocol === site.protocol && target.hostname === site.hostname;
  if (isSameHost && (target.port === site.port || isLoopback(target.hostname))) return true;
  const isWeb = target.protocol === "http:" || target.protocol === "https:";
  if (isIP(target.hostname.replace(/^\[|\]$/g, ""))) return isWeb && isLoopback(target.hostname);
  const [withoutFragment = ""] = redirect.split("#");
  return config.redirectUrls.some((pattern) => globExpression(pattern).test(withoutFragment));
}

const isLoopback = (host: string) =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

function globExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*|\?)/).map((part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^./]*";
    if (part === "?") return "[^./]";
    return part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
