import type { Page } from "@playwright/test";

/**
 * Only writes and renewals leave the page until the answer is called: any other request would be the first to meet what
 * a write is meant to meet, an old token or another company's session.
 */
export async function holdReading(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*", async (route) => {
    const request = route.request();
    // Code is nobody's: no session goes with it.
    if (request.method() !== "POST" && !request.url().includes("/_next/static/")) await released;
    await route.fallback();
  });
  return release;
}

/** Opens a page, on which no further code arrives until the answer is called. */
export async function openWithoutMore(page: Page, address: string): Promise<() => void> {
  let isHeld = false;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    if (isHeld) await released;
    await route.continue();
  });
  page.on("load", () => {
    isHeld = true;
  });
  await page.goto(address);
  return release;
}
