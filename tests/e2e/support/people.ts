import { mkdirSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
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

async function saveSession(browser: Browser, email: string, path: string): Promise<void> {
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  await signIn(page, email);
  await page.waitForLoadState();
  await context.storageState({ path });
  await context.close();
}

type SessionFixture = {
  /** The path of a saved session of a demo account, for `browser.newContext({ storageState })`. */
  sessionOf: (email: string) => Promise<string>;
};
type PageFixture = {
  /** A page on which this demo account is signed in already. */
  openAs: (email: string) => Promise<Page>;
};

/** Signing in takes seconds, so each account does it once per worker; every worker has sessions of its own. */
export const test = base.extend<PageFixture, SessionFixture>({
  sessionOf: [
    async ({ browser }, provide, worker) => {
      const folder = `.local/test/sessions/${process.ppid}-${worker.workerIndex}`;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const saved = new Map<string, Promise<void>>();
      await provide(async (email) => {
        const path = `${folder}/${email}.json`;
        if (!saved.has(email)) saved.set(email, saveSession(browser, email, path));
        await saved.get(email);
        return path;
      });
    },
    { scope: "worker" },
  ],
  openAs: async ({ browser, sessionOf, contextOptions }, provide) => {
    const pages: Page[] = [];
    await provide(async (email) => {
      const context = await browser.newContext({ ...contextOptions, storageState: await sessionOf(email) });
      const page = await context.newPage();
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

export { expect };
