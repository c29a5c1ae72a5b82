import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";

/** Colours on their way from one theme or state to the next are nobody's: two frames to begin, then until they end. */
async function waitForRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(transitions.map((each) => each.finished));
  });
}

/**
 * Looks at a page as a person would: accessible, and a picture of it in both themes, kept under
 * .local/test/screens/<project>/<name>-<theme>.png.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // At rest: rows that wait for newer ones are dimmed on purpose.
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await waitForRest(page);
    await expectAccessible(page);
    await page.screenshot({
      path: `.local/test/screens/${test.info().project.name}/${name}-${colorScheme}.png`,
      fullPage: true,
      animations: "disabled",
    });
  }
  await page.emulateMedia({ colorScheme: null });
}
