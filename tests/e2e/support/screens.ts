import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";

/**
 * Looks at a page as a person would: accessible, and a picture of it in both themes, kept under
 * .local/test/screens/<project>/<name>-<theme>.png.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // At rest: rows that wait for newer ones are dimmed on purpose.
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectAccessible(page);
    await page.screenshot({
      path: `.local/test/screens/${test.info().project.name}/${name}-${colorScheme}.png`,
      fullPage: true,
      animations: "disabled",
    });
  }
  await page.emulateMedia({ colorScheme: null });
}
