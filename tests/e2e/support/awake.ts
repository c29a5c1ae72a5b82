import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";

/** A machine that does other things at the same time takes seconds for what takes a tenth of one. */
const LIMIT_MS = 30_000;
const MOVED_LIMIT_MS = 5_000;

/** Runs in the page: everything a person can use there is React's, or nobody is going to take it over. */
function isAwake(): boolean {
  if (document.readyState === "loading") return false;
  if (!document.querySelector('script[src*="/_next/"]')) return true;
  const usable = document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea");
  return [...usable]
    .filter((each) => !each.closest(".maplibregl-map"))
    .every((each) => Object.keys(each).some((key) => key.startsWith("__react")));
}

/**
 * A page that is just loaded can be seen before React has taken it over, and what is pressed until then is lost. People
 * are slower than that, a test on a busy machine is not. Asked by the clock, not by frames: a page behind another one
 * is given none.
 */
async function waitUntilAwake(page: Page, timeout = LIMIT_MS): Promise<void> {
  await page.waitForFunction(isAwake, undefined, { polling: 50, timeout });
  // What listens for keys is bound right after; a page that goes on to another address meanwhile is asked again there.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve))).catch(() => undefined);
}

/** Pages that show another document than the last time they were found awake: by a form, a link, a script. */
const moved = new WeakSet<Page>();

/** What nobody is ever going to take over, a letter shown as it was sent say, must not hold up the press on the rest. */
async function waitIfMoved(page: Page): Promise<void> {
  if (!moved.delete(page)) return;
  await waitUntilAwake(page, MOVED_LIMIT_MS).catch(() => undefined);
}

type Does = (...given: unknown[]) => Promise<unknown>;

function waitBefore<T extends object>(of: T, names: readonly (keyof T)[], pageOf: (of: T) => Page): void {
  for (const name of names) {
    const does = of[name] as Does;
    const waits = async function waits(this: T, ...given: unknown[]) {
      await waitIfMoved(pageOf(this));
      return does.apply(this, given);
    };
    of[name] = waits as T[keyof T];
  }
}

let areLocatorsPatient = false;

/** Every locator is of one class, which Playwright does not hand out. */
function makeLocatorsPatient(page: Page): void {
  if (areLocatorsPatient) return;
  areLocatorsPatient = true;
  const prototype = Object.getPrototypeOf(page.locator("html")) as Locator;
  const acts = ["click", "dblclick", "tap", "check", "uncheck", "setChecked", "fill", "press"] as const;
  waitBefore(prototype, [...acts, "pressSequentially", "selectOption", "hover"], (locator) => locator.page());
}

function wake(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...given) => {
    const answer = await goto(...given);
    await waitUntilAwake(page);
    return answer;
  };
  page.reload = async (...given) => {
    const answer = await reload(...given);
    await waitUntilAwake(page);
    return answer;
  };
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) moved.add(page);
  });
  makeLocatorsPatient(page);
  waitBefore(page.keyboard, ["press", "type", "insertText"], () => page);
}

/**
 * From now on opening an address in this context ends when the page can be used, and the first press on a page that
 * was reached any other way waits until then.
 */
export function wakePages(context: BrowserContext): BrowserContext {
  for (const page of context.pages()) wake(page);
  return context.on("page", wake);
}

/** The same for each context this browser opens, except where no script runs. */
export function wakeContexts(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    return options?.javaScriptEnabled === false ? context : wakePages(context);
  };
  return browser;
}
