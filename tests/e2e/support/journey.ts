import { setTimeout as sleep } from "node:timers/promises";
import { readdirSync, readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "@playwright/test";
import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/i18n/locales";
import { expectAccessible } from "./accessibility";
import { expect } from "./people";
import { ZONE } from "./zone";

/** How a journey is looked at: in which language, how wide the phones are, in which colours. */
export type Look = { locale: Locale; width: number; colorScheme: "light" | "dark" };
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The words people read, by their keys: one journey serves every language. */
export function wordsOf(locale: Locale): Words {
  const messages = Object.fromEntries(
    readdirSync(`messages/${locale}`).map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(`messages/${locale}/${file}`, "utf8")) as Record<string, string>,
    ]),
  );
  return createTranslator({ locale, messages }) as unknown as Words;
}

/** Of three windows each; a page that was loaded again would not have noticed by itself. */
export function countDocuments(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) count += 1;
  });
  return () => count;
}

export async function openCustomer(browser: Browser, { width, colorScheme, locale }: Look): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme,
    locale: locale === "de" ? "de-DE" : "en-US",
    timezoneId: ZONE,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** No sideways scrolling, and nothing axe finds. */
export async function expectFit(page: Page): Promise<void> {
  await expectAccessible(page);
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess, `pixels too wide: ${page.url()}`).toBeLessThanOrEqual(0);
}

/**
 * From what somebody does to where another sees it, in milliseconds. Looked for without pause: an expectation would
 * look again half a second later, and its answer be late by that.
 */
export async function timeUntil(seen: Locator, act: () => Promise<void>): Promise<number> {
  const begun = Date.now();
  await act();
  while (!(await seen.isVisible()) && Date.now() - begun < 30_000) await sleep(20);
  return Date.now() - begun;
}
