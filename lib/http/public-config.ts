/**
 * What the browser must know of this installation. It comes from the server with each page, never from the build:
 * one build serves any port and any project.
 */
export type PublicConfig = {
  /** Of the API gateway: the path "/supabase" with the embedded stack, the project's own address otherwise. */
  supabaseUrl: string;
  publishableKey: string;
  signupMode: "open" | "invite" | "closed";
  /** The demo accounts exist and may be offered at sign-in. */
  demo: boolean;
  /** Of a MapLibre style; null shows a plain grid. */
  mapStyleUrl: string | null;
  /** Mail is kept on this machine and can be read at /dev/mailbox. */
  mailbox: boolean;
};

/** The root layout renders the configuration as a JSON script element of this id. */
export const PUBLIC_CONFIG_ID = "public-config";

/** For the element's text: "<" escaped, so that no value can end the script element. */
export function publicConfigJson(config: PublicConfig): string {
  return JSON.stringify(config).replaceAll("<", "\\u003c");
}

let cached: PublicConfig | null = null;

/** In the browser only. Read from the page instead of React's context: fetchers and clients live outside of it. */
export function readPublicConfig(): PublicConfig {
  if (cached) return cached;
  const element = document.getElementById(PUBLIC_CONFIG_ID);
  if (!element?.textContent) throw new Error("The page carries no public configuration.");
  const config = JSON.parse(element.textContent) as PublicConfig;
  cached = { ...config, supabaseUrl: new URL(config.supabaseUrl, window.location.origin).href };
  return cached;
}
