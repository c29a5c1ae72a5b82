import type { Page } from "@playwright/test";
import { expect, test } from "./support/people";

/** What counts as good by https://web.dev/articles/cls is 0.1; a row of a list that jumps by a line costs more. */
const MOST = 0.05;

type Shift = { value: number; moved: string[] };
type Watched = Window & { shifts?: Shift[] };

/** Notes whatever moves without anybody having touched the page, and what it was. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = ((window as Watched).shifts = []);
    type Moved = PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Moved[]) {
        const moved = entry.sources.map(({ node }) => (node instanceof Element ? node : node?.parentElement));
        const names = moved.map((node) => `${node?.tagName} “${node?.textContent?.trim().slice(0, 40)}”`);
        if (!entry.hadRecentInput) shifts.push({ value: entry.value, moved: names });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

for (const path of [
  "today",
  "board",
  "backlog",
  "bookings",
  "customers",
  "customers?q=Five+Corners",
  "properties",
  "jobs",
  "resources",
  "audit-logs",
  "feedback",
  "imports",
  "sync",
  "settings/roles",
  "settings/members",
]) {
  test(`${path} stands still while it loads`, async ({ openAs }) => {
    const page = await openAs("owner@northside.test");
    await watchShifts(page);
    await page.goto(`/o/northside/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const shifts = await page.evaluate(() => (window as Watched).shifts ?? []);
    const sum = shifts.reduce((before, { value }) => before + value, 0);
    process.stdout.write(`    ${sum.toFixed(3)} ${path} ${JSON.stringify(shifts)}\n`);
    expect(sum, JSON.stringify(shifts, null, 2)).toBeLessThanOrEqual(MOST);
  });
}
