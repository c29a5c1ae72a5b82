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
