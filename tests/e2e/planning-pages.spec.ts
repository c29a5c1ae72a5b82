import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// Every page is looked at in both themes.
test.describe.configure({ timeout: 180_000 });

test("today, the board, the backlog, visits and jobs are accessible in both themes", async ({ openAs }) => {
  const page = await openAs("dispatcher@northside.test");
  const pages: [string, string][] = [
    ["today", "Today"],
    ["board", "Board"],
    ["backlog", "Backlog"],
    ["bookings", "Visits"],
    ["jobs", "Jobs"],
  ];
  for (const [path, heading] of pages) {
    await page.goto(`/o/northside/${path}`);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await lookAt(page, path);
  }
});
