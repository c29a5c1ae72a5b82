import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails with the rule, the element and how to mend it, for WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, not as a script of the page, whose content policy would refuse it.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<AxeResults> };
    };
    return axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
  }, rules);
  const found = violations.flatMap((rule) =>
    rule.nodes.map(
      (node) => `${rule.id}: ${rule.help}\n  ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}`,
    ),
  );
  // Soft, so that one run names what is wrong on every page of a journey.
  expect.soft(found, `axe on ${page.url()}`).toEqual([]);
}
