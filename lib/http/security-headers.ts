/**
 * On every answer, whatever kind. Framing is refused by the content policy too; the older header is for older
 * browsers. No other site may load anything of ours into its process (CORP), nor hold a handle on our window (COOP).
 */
export const SECURITY_HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(self), geolocation=(self), microphone=(), accelerometer=(), gyroscope=(), magnetometer=(), " +
    "display-capture=(), midi=(), payment=(), serial=(), usb=(), hid=()",
};

/** An answer of the API is data: opened as a page it runs, loads, frames and submits nothing. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Where people reach the app by https, their browsers come by https alone for a year. Of this host only: what else
 * runs below the same domain is not ours to decide.
 */
export function transportHeaders(appUrl: string | undefined): Record<string, string> {
  return appUrl?.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {};
}

/**
 * Scripts run only with this answer's nonce, or loaded by one that did. Styles allow inline, because positions of
 * popovers and columns are style attributes. Besides this origin the browser may speak to a hosted project, with its
 * WebSockets, and to where the map's style and tiles lie. Given as settings, because the middleware runs where
 * lib/env can't.
 */
export function contentPolicy(nonce: string, settings: NodeJS.ProcessEnv): string {
  const isDev = process.env.NODE_ENV === "development";
  const gateway = settings.CALLOUT_EMBEDDED === "1" ? null : settings.SUPABASE_URL;
  const origin = gateway ? new URL(gateway).origin : "";
  const tiles = settings.MAP_STYLE_URL ? new URL(settings.MAP_STYLE_URL).origin : "";
  const connect = ["'self'", origin, origin.replace(/^http/, "ws"), tiles].filter(Boolean).join(" ");
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", origin, tiles].filter(Boolean).join(" "),
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
