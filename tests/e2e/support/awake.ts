import type { Browser, BrowserContext, Page } from "@playwright/test";

/** A machine that does other things at the same time takes seconds for what takes a tenth of one. */
const LIMIT_MS = 30_000;

/** Runs in the page: everything a person can use there is React's, or nobody is going to take it over. */
function isAwake(): boolean {
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
async function waitUntilAwake(page: Page): Promise<void> {
  await page.waitForFunction(isAwake, undefined, { polling: 50, timeout: LIMIT_MS });
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
}

/** From now on opening an address in this context ends when the page can be used. */
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
