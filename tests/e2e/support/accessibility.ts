import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** What can differ where nothing but the colours does. */
const ofColours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** No transition of ours takes a tenth of it. */
const REST_LIMIT_MS = 3000;

type Looked = {
  /** The same page was just looked at in whole; only its theme is another one. */
  isOtherTheme?: boolean;
};

/**
 * Fails with the rule, the element and how to mend it, for WCAG 2.2 A and AA. Looks at what is there once it has come:
 * the words of a message that is still fading in are too pale to read, and nobody reads them yet.
 */
export async function expectAccessible(page: Page, { isOtherTheme = false }: Looked = {}): Promise<void> {
  // Evaluated by the debugger, not as a script of the page, whose content policy would refuse it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    async ({ runOnly, limitMs }) => {
      const coming = document.getAnimations().filter((each) => each instanceof CSSTransition);
      const come = Promise.allSettled(coming.map((each) => each.finished));
      await Promise.race([come, new Promise((resolve) => setTimeout(resolve, limitMs))]);
      const { axe } = window as unknown as {
        axe: { run: (root: Document, options: object) => Promise<AxeResults> };
      };
      return axe.run(document, { runOnly, resultTypes: ["violations"] });
    },
    { runOnly: isOtherTheme ? ofColours : all, limitMs: REST_LIMIT_MS },
  );
  const found = violations.flatMap((rule) =>
    rule.nodes.map(
      (node) => `${rule.id}: ${rule.help}\n  ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}`,
    ),
  );
  // Soft, so that one run names what is wrong on every page of a journey.
  expect.soft(found, `axe on ${page.url()}`).toEqual([]);
}
