import { mkdirSync, writeFileSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { createChunks, stringToBase64URL } from "@supabase/ssr";
import { LANGUAGE_COOKIE } from "@/lib/i18n/locales";
import { SESSION_COOKIE } from "@/lib/supabase/cookie";
import { wakeContexts } from "./awake";
import { installation } from "./installation";

/** The password of every demo account. */
export const demoPassword = "callout-demo-1";

/** Signs in as a person would, and ends on the page that follows. */
export async function signIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

type Person = { email: string; password: string };

/**
 * The session that signing in would leave in a browser, with the language of the person's profile. Asked of Auth
 * itself: the page that signs in has tests of its own, and takes seconds.
 */
async function saveSession({ email, password }: Person, path: string): Promise<void> {
  const answer = await fetch(`${installation.supabaseUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: installation.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`);
  const session = (await answer.json()) as { access_token: string };
  const held = createChunks(SESSION_COOKIE, `base64-${stringToBase64URL(JSON.stringify(session))}`);
  const response = await fetch(`${installation.url}/api/v1/me`, {
    headers: { authorization: `Bearer ${session.access_token}` },
  });
  const me = (await response.json()) as { data: { user: { locale: string | null } } };
  const { locale } = me.data.user;
  if (locale) held.push({ name: LANGUAGE_COOKIE, value: locale });
  const domain = new URL(installation.url).hostname;
  const lasting = { domain, path: "/", expires: -1, httpOnly: false, secure: false, sameSite: "Lax" };
  const cookies = held.map((cookie) => ({ ...cookie, ...lasting }));
  writeFileSync(path, JSON.stringify({ cookies, origins: [] }), { mode: 0o600 });
}

type SessionFixture = {
  /** The path of a saved session, of a demo account as a rule, for `browser.newContext({ storageState })`. */
  sessionOf: (email: string, password?: string) => Promise<string>;
};
type PageFixture = {
  /** A page on which this account, a demo account as a rule, is signed in already. */
  openAs: (email: string, password?: string) => Promise<Page>;
};

/** Each account signs in once per worker; every worker has sessions of its own. */
export const test = base.extend<PageFixture, SessionFixture & { browser: Browser }>({
  browser: [({ browser }, provide) => provide(wakeContexts(browser)), { scope: "worker" }],
  sessionOf: [
    // Playwright reads from the pattern which fixtures are needed: here none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide, worker) => {
      const folder = `.local/test/sessions/${process.ppid}-${worker.workerIndex}`;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const saved = new Map<string, Promise<void>>();
      await provide(async (email, password = demoPassword) => {
        const path = `${folder}/${email}.json`;
        if (!saved.has(email)) saved.set(email, saveSession({ email, password }, path));
        await saved.get(email);
        return path;
      });
    },
    { scope: "worker" },
  ],
  openAs: async ({ browser, sessionOf, contextOptions }, provide) => {
    const pages: Page[] = [];
    await provide(async (email, password) => {
      const storageState = await sessionOf(email, password);
      const context = await browser.newContext({ ...contextOptions, storageState });
      const page = await context.newPage();
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

export { expect };
