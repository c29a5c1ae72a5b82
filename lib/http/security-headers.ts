/** On every page. Framing is refused by the content policy too; the older header is for older browsers. */
export const SECURITY_HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
};

/**
 * Scripts run only with this answer's nonce, or loaded by one that did. Styles allow inline, because positions of
 * popovers and columns are style attributes. `gateway` is the address the browser may speak to besides this origin:
 * a hosted project's, with its WebSockets; null with the embedded stack.
 */
export function contentPolicy(nonce: string, gateway: string | null | undefined): string {
  const isDev = process.env.NODE_ENV === "development";
  const origin = gateway ? new URL(gateway).origin : "";
  const connect = ["'self'", origin, origin.replace(/^http/, "ws")].filter(Boolean).join(" ");
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${origin}`.trim(),
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
