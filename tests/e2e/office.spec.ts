import type { Page } from "@playwright/test";
import { expect, test } from "./support/desk";
import { type Row, uniqueWord } from "./support/office";
import { lookAt } from "./support/screens";

// Pages are looked at in both themes.
test.describe.configure({ timeout: 180_000 });

type Visit = Row & { is_flexible_day: boolean; flexible_on: string | null; starts_at: string | null };

test("a new word becomes a tag of the customer, is taken off and comes back", async ({ desk, openDesk }) => {
  const word = `Pays late ${uniqueWord()}`;
  const customer = await desk.api("POST", "/customers", { kind: "person", last_name: uniqueWord() });
  const page = await openDesk(`/customers/${customer.id}`);
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("combobox", { name: "Find or add a tag" }).fill(word);
  await page.getByRole("option", { name: `Add “${word}” as a new tag` }).click();
  const tags = page.getByRole("list", { name: "Tags" });
  await expect(tags).toContainText(word);
  await expect(page.getByRole("button", { name: "Add tag" })).toBeFocused();
  await lookAt(page, "customer-tags");

  await tags.getByRole("button", { name: `Take ${word} off` }).click();
  await expect(tags).toHaveCount(0);
  const putBack = page.waitForResponse((answer) => answer.url().includes(`/customers/${customer.id}/tags`));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tags).toContainText(word);
  expect((await putBack).ok()).toBe(true);
  await page.reload();
  await expect(tags).toContainText(word);
});

test("a visit is promised for a day without an hour, and gets its hour back by Undo", async ({
  desk,
  openDesk,
}) => {
  const visit = await desk.addVisit((await desk.addPerson()).id);
  const read = () => desk.api<Visit>("GET", `/bookings/${visit.id}`);
  const before = await read();
  const page = await openDesk(`/bookings/${visit.id}`);
  await page.getByRole("button", { name: "Reschedule", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: `Reschedule ${visit.number}` });
  await dialog.getByRole("checkbox", { name: "Any time on this day" }).click();
  await expect(dialog.getByLabel("Starts")).toHaveCount(0);
  await dialog.getByRole("button", { name: /any time/ }).click();
  await expect(dialog).toBeHidden();
  const promised = async () => {
    const { is_flexible_day, starts_at } = await read();
    return [is_flexible_day, starts_at];
  };
  await expect.poll(promised).toEqual([true, null]);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await read()).starts_at).toBe(before.starts_at);
  const after = await read();
  expect([after.is_flexible_day, after.flexible_on]).toEqual([false, null]);
});

/** From now on the whole day fails, and one of its parts is answered with a number nobody else has. */
async function breakToday(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/bookings\/today(\?|$)/, async (route) => {
    const parts = new URL(route.request().url()).searchParams.get("parts");
    if (parts === null) return route.fulfill({ status: 500, body: "{}" });
    if (parts !== "numbers") return route.continue();
    const answer = await route.fetch();
    const { data } = (await answer.json()) as { data: { numbers: object } };
    const numbers = { ...data.numbers, total: 4321 };
    return route.fulfill({ response: answer, json: { data: { ...data, numbers } } });
  });
}

test("while the whole of Today fails its blocks are read one by one", async ({ openDesk }) => {
  const page = await openDesk("/today");
  const numbers = page.getByRole("region", { name: "Today's figures" });
  await expect(numbers).toBeVisible();
  await breakToday(page);
  // Who comes back to the window gets the day anew.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(numbers).toContainText("4,321");
  await expect(page.getByRole("region", { name: "Tomorrow" })).toBeVisible();
});

test("columns are chosen and kept with the view", async ({ desk, openDesk }, { project }) => {
  const name = `By priority ${uniqueWord()}`;
  await desk.addVisit(null);
  const page = await openDesk("/bookings");
  const choice = page.getByRole("button", { name: "Choose columns" });
  // A phone shows two lines for each visit, and no columns.
  if (project.name === "phone") return expect(choice).toBeHidden();
  await choice.click();
  const dialog = page.getByRole("dialog", { name: "Columns" });
  await dialog.getByRole("checkbox", { name: "Priority" }).click();
  await dialog.getByRole("checkbox", { name: "Place" }).click();
  await dialog.getByRole("button", { name: "Show list" }).click();
  const heads = page.getByRole("columnheader");
  await expect(heads).toHaveText(["Number", "State", "When", "Customer", "Service", "Priority", "People"]);
  await page.getByRole("button", { name: /^Shown/ }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.goto(`${desk.base}/bookings`);
  await page.getByRole("button", { name: /^Shown/ }).click();
  await page.getByRole("menuitemradio", { name }).click();
  await expect(heads).toContainText(["Priority"]);
});
