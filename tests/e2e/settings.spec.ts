import { expectAccessible } from "./support/accessibility";
import { createAccount, createCompany, join } from "./support/company";
import { apiOf, tokenOf } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A company of its own for each, and pages looked at in both themes.
test.describe.configure({ timeout: 180_000 });

type Settings = { version: number; scheduling: Record<string, unknown> };

async function found(name: string) {
  const owner = await createAccount(`${name} Owner`);
  const company = await createCompany(owner, name);
  return { owner, company, base: `/o/${company.slug}/settings`, api: apiOf(await tokenOf(owner)) };
}

test("the numbers of planning are changed with their limits, one card at a time", async ({ openAs }) => {
  const { owner, base, api } = await found("Number Works");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/scheduling`);
  await expect(page.getByRole("heading", { level: 1, name: "Scheduling" })).toBeVisible();
  const times = page.getByRole("form", { name: "Free times" });
  const hold = times.getByLabel("Hold while choosing");
  await expect(hold).toHaveValue("5");
  await lookAt(page, "settings-scheduling");

  await hold.fill("90");
  await hold.blur();
  await expect(times.getByText("From 1 to 60 min.", { exact: true })).toBeVisible();
  await hold.fill("7");
  const limit = page.getByRole("form", { name: "A person’s day" });
  await limit.getByLabel("Most visits a day").fill("6");
  await times.getByRole("button", { name: "Save free times" }).click();
  await expect(times.getByText("Saved", { exact: true })).toBeVisible();
  // What another card saved is no reason to ask here.
  await limit.getByRole("button", { name: "Save daily limit" }).click();
  await expect(limit.getByText("Saved", { exact: true })).toBeVisible();
  await expect
    .poll(async () => (await api<Settings>("GET", "/settings")).scheduling)
    .toMatchObject({
      hold_min: 7,
      arrival_window_min: 120,
      daily_limit: { max_visits: 6, max_minutes: null, urgent_reserve_min: null },
    });
});

test("who saves a number over somebody else's change chooses between both", async ({ openAs }) => {
  const { owner, base, api } = await found("Stale Works");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/scheduling`);
  const times = page.getByRole("form", { name: "Free times" });
  await times.getByLabel("Hold while choosing").fill("7");
  await api("PATCH", "/settings", { scheduling: { hold_min: 12 } });
  await times.getByRole("button", { name: "Save free times" }).click();
  const compare = page.getByRole("dialog", { name: /changed this while you were typing/ });
  await expect(compare).toContainText("7 min");
  await expect(compare).toContainText("12 min");
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(compare).toBeHidden();
  await expect.poll(async () => (await api<Settings>("GET", "/settings")).scheduling.hold_min).toBe(7);
});

test("who may not change the numbers of planning reads them", async ({ openAs }) => {
  const { company, base } = await found("Reader Works");
  const viewer = await createAccount("Vera Viewer");
  await join(company, viewer, "viewer");
  const page = await openAs(viewer.email, viewer.password);
  await page.goto(`${base}/scheduling`);
  await expect(page.getByText("An owner or admin can change it.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Free times" })).toContainText("120 min");
  await expect(page.getByRole("spinbutton")).toHaveCount(0);
});

test("the area of a zone is drawn by a list of corners, refused while it is none", async ({ openAs }) => {
  const { owner, base, api } = await found("Zone Works");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/zones?sheet=zone`);
  const sheet = page.getByRole("dialog", { name: "New zone" });
  await sheet.getByLabel("Name").fill("Queens");
  const corners = sheet.getByLabel("Corners as positions");
  await corners.fill("40.75, -73.95\n40.75, -73.85");
  await expect(sheet.getByText("One more corner makes an area.")).toBeVisible();
  await sheet.getByRole("button", { name: "Add zone" }).click();
  await expect(sheet.getByText("An area needs at least three corners.")).toBeVisible();
  await corners.fill("40.75, -73.95\n40.75, -73.85\n40.70, -73.90");
  await expect(sheet.getByText("3 corners, about 23 km²")).toBeVisible();
  await lookAt(page, "settings-zone");
  await sheet.getByRole("button", { name: "Add zone" }).click();
  await expect(sheet).toBeHidden();
  const zones = () =>
    api<{ name: string; polygon: { coordinates: number[][][] } | null }[]>("GET", "/service-zones");
  const drawn = async () => (await zones()).find(({ name }) => name === "Queens")?.polygon?.coordinates;
  await expect.poll(drawn).toEqual([
    [
      [-73.95, 40.75],
      [-73.85, 40.75],
      [-73.9, 40.7],
      [-73.95, 40.75],
    ],
  ]);
});

test("a technician is invited from the people and resources, as a technician", async ({ openAs }) => {
  const { owner, company } = await found("Invite Works");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`/o/${company.slug}/resources`);
  await page.getByRole("link", { name: "Invite technician" }).first().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("radio", { name: /^Technician/ })).toBeChecked();
});

type Words = { event: string; locale: string; subject: string; is_shipped: boolean };

test("the words of a message are changed beside the mail they make, and given back as they were shipped", async ({
  openAs,
}) => {
  const { owner, base, api } = await found("Word Works");
  const page = await openAs(owner.email, owner.password);
  await page.goto(`${base}/templates`);
  await page.getByRole("link", { name: "Confirmation, English: As shipped" }).click();
  const form = page.getByRole("form", { name: "Words" });
  const subject = form.getByLabel("Subject");
  await expect(subject).not.toHaveValue("");
  const shipped = await subject.inputValue();
  const preview = page.getByRole("figure");
  await expect(preview.getByTitle("As a customer would get it")).toBeVisible();
  await expectAccessible(page);

  await subject.fill("We come, {{nobody}}");
  await form.getByRole("button", { name: "Save words" }).click();
  await expect(form.getByText("This message does not know one of the names in double braces.")).toBeVisible();
  await subject.fill("We come, {{customer}}");
  await expect(preview.getByText(/^We come, [^{]+$/)).toBeVisible();
  await form.getByRole("button", { name: "Save words" }).click();
  await expect(page.getByText("Words saved.")).toBeVisible();
  const stored = async () => {
    const rows = await api<Words[]>("GET", "/templates");
    return rows.find(({ event, locale }) => event === "visit.booked" && locale === "en");
  };
  await expect.poll(stored).toMatchObject({ subject: "We come, {{customer}}", is_shipped: false });

  await form.getByRole("button", { name: "Back to the shipped words" }).click();
  await expect(page.getByText("The shipped words are back.")).toBeVisible();
  await expect(subject).toHaveValue(shipped);
  await expect.poll(stored).toMatchObject({ subject: shipped, is_shipped: true });
  await page.goto(`${base}/templates`);
  await expect(page.getByRole("link", { name: "Confirmation, English: As shipped" })).toBeVisible();
});
