import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";

/** No transition of ours takes a tenth of it. */
const REST_LIMIT_MS = 3000;

/**
 * Colours on their way from one theme or state to the next are nobody's: two frames to begin, then until they end.
 * A page behind another one is given no frames at all, so it comes to the front first; a browser that still gives
 * none holds nobody up.
 */
async function waitForRest(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(async (limitMs) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const rest = async () => {
      await nextFrame();
      await nextFrame();
      const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
      await Promise.allSettled(transitions.map((each) => each.finished));
    };
    await Promise.race([rest(), new Promise((resolve) => setTimeout(resolve, limitMs))]);
  }, REST_LIMIT_MS);
}

/**
 * Looks at a page as a person would: accessible in both themes. Pictures of it are kept for people, under
 * .local/test/screens/<project>/<name>-<theme>.png; where nobody looks (CI is set) none are taken.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A picture is of the page as it stays, not of one that still waits for its rows. What a dialog covers may wait for it.
    await expect(page.locator('[aria-busy="true"]:not([inert] *, [aria-hidden="true"] *)')).toHaveCount(0);
    await waitForRest(page);
    await expectAccessible(page, { isOtherTheme: colorScheme === "dark" });
    if (process.env.CI) continue;
    await page.screenshot({
      path: `.local/test/screens/${test.info().project.name}/${name}-${colorScheme}.png`,
      fullPage: true,
      animations: "disabled",
    });
  }
  await page.emulateMedia({ colorScheme: null });
}
