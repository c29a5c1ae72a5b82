import type { Locator, Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import { uniqueWord } from "./support/office";
import { expect, signIn, test } from "./support/people";
import { lookAt } from "./support/screens";

// Several people and pages each, and every page is looked at in both themes.
test.describe.configure({ timeout: 180_000 });

const list = "/o/northside/customers";
const dispatcher = "dispatcher@northside.test";

function searchBox(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Find by name, phone, e-mail or address" });
}

function row(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ hasText: name });
}

async function openList(page: Page, query = ""): Promise<void> {
  await page.goto(`${list}${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await expect(page.locator("[data-row-id]").first()).toBeVisible();
}

async function startNewCustomer(page: Page): Promise<Locator> {
  await page.goto(`${list}/new`);
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** Ends on the new customer's page. */
async function addCustomer(page: Page, last: string): Promise<string> {
  const sheet = await startNewCustomer(page);
  await sheet.getByLabel("First name").fill("Ada");
  await sheet.getByLabel("Last name").fill(last);
  await sheet.getByLabel("E-mail").fill(`${last.toLowerCase()}@example.test`);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(heading(page, `Ada ${last}`)).toBeVisible();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { level: 1, name });
}

async function deleteCustomer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete customer" }).click();
}

test("typing finds by phone digits, address and contact, and shows what matched", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  await openList(page);
  for (const { words, name, shown } of [
    { words: "7185550103", name: "Five Corners Dental Group", shown: "(718) 555-0103" },
    { words: "1890 Crotona", name: "Five Corners Dental Group", shown: "1890 Crotona Parkway" },
    { words: "Amara Silva", name: "Five Corners Dental Group", shown: "Contact: Amara Silva" },
    { words: "five.corners.dental.group.103", name: "Five Corners Dental Group", shown: "group.103@" },
  ]) {
    await searchBox(page).fill(words);
    await expect(row(page, name).first()).toContainText(shown);
  }
  await lookAt(page, "customers-found");
  await searchBox(page).fill("no such customer anywhere");
  await expect(page.getByText("Nothing matches “no such customer anywhere”.")).toBeVisible();
  await lookAt(page, "customers-nothing-found");
});

test("the address holds the filters: another tab opens the same list", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  await openList(page);
  await page.getByRole("button", { name: "State", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Inactive" }).click();
  await expect(page).toHaveURL(/status=inactive/);
  await page.getByRole("button", { name: "Kind", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Company" }).click();
  await expect(page).toHaveURL(/kind=company/);
  await expect(row(page, "Grand Concourse Bakery").first()).toBeVisible();
  await expect(page.getByText("2 customers", { exact: true })).toBeVisible();

  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await expect(tab.getByRole("button", { name: "State: Inactive" })).toBeVisible();
  await expect(tab.getByRole("button", { name: "Kind: Company" })).toBeVisible();
  await expect(tab.getByText("2 customers", { exact: true })).toBeVisible();
  await tab.getByRole("button", { name: "Clear filters" }).click();
  await expect(tab).not.toHaveURL(/status=|kind=/);
});

test("a half-written customer survives closing and reloading, and is gone once added", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  const last = uniqueWord();
  const sheet = await startNewCustomer(page);
  await lookAt(page, "customer-new");
  await sheet.getByLabel("First name").fill("Draft");
  await sheet.getByLabel("Last name").fill(last);
  await page.reload();
  await expect(sheet.getByLabel("Last name")).toHaveValue(last);
  await expect(sheet.getByText(/^Your draft from .+ is back\.$/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await startNewCustomer(page);
  await expect(sheet.getByLabel("Last name")).toHaveValue(last);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(heading(page, `Draft ${last}`)).toBeVisible();
  await startNewCustomer(page);
  await expect(sheet.getByLabel("Last name")).toHaveValue("");
});

test("a new customer without a name is refused beside the field, and nothing typed is lost", async ({
  openAs,
}) => {
  const page = await openAs("admin@northside.test");
  const sheet = await startNewCustomer(page);
  await sheet.getByLabel("E-mail").fill("no-address");
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(
    sheet.getByText("A first or last name is needed, so that people find this customer."),
  ).toBeVisible();
  await expect(sheet.getByText("This is no e-mail address. It needs an @ and a domain.")).toBeVisible();
  await expect(sheet.getByLabel("E-mail")).toHaveValue("no-address");
  await sheet.getByLabel("E-mail").fill("");
});

test("who saves over another person's change chooses field by field between yours and theirs", async ({
  openAs,
}) => {
  const mine = await openAs(dispatcher);
  const theirs = await openAs("admin@northside.test");
  const last = uniqueWord();
  const path = await addCustomer(mine, last);
  await mine.goto(`${path}`);
  await mine.getByRole("button", { name: "Edit", exact: true }).click();
  const sheet = mine.getByRole("dialog", { name: "Edit customer" });
  await sheet.getByLabel("First name").fill("Mine");

  await theirs.goto(path);
  await theirs.getByRole("button", { name: "Edit", exact: true }).click();
  const other = theirs.getByRole("dialog", { name: "Edit customer" });
  await other.getByLabel("First name").fill("Theirs");
  await other.getByLabel("Phone").fill("+12125550142");
  await other.getByRole("button", { name: "Save customer" }).click();
  await expect(heading(theirs, `Theirs ${last}`)).toBeVisible();

  await sheet.getByRole("button", { name: "Save customer" }).click();
  const dialog = mine.getByRole("dialog", { name: /changed this while you were typing\.$/ });
  await expect(dialog).toContainText("Nothing is saved yet.");
  const firstName = dialog.getByRole("radiogroup", { name: "Which value of First name shall stand" });
  await expect(firstName.getByRole("radio", { name: "Yours" })).toBeChecked();
  await lookAt(mine, "customer-conflict");
  // Shown at once: what a reload finds must have been answered.
  const saved = mine.waitForResponse(
    (answer) => answer.request().method() === "PATCH" && answer.url().includes("/customers/"),
  );
  await dialog.getByRole("button", { name: "Save the choice" }).click();
  await expect(heading(mine, `Mine ${last}`)).toBeVisible();
  expect((await saved).status()).toBe(200);
  await mine.reload();
  await expect(heading(mine, `Mine ${last}`)).toBeVisible();
  await expect(
    mine.getByRole("link", { name: "Call: (212) 555-0142" }),
    "what only they changed stays theirs",
  ).toBeVisible();
});

test("a deleted customer comes back by Undo, and later from the banner", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  const last = uniqueWord();
  const path = await addCustomer(page, last);
  await deleteCustomer(page);
  await expect(page.getByText(`Ada ${last} deleted.`).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`Ada ${last} is back.`).first()).toBeVisible();
  await openList(page, `?q=${last}`);
  await expect(row(page, last)).toBeVisible();

  await page.goto(path);
  await deleteCustomer(page);
  await expect(page.getByText(`Ada ${last} deleted.`).first()).toBeVisible();
  await page.goto(`${list}?q=${last}`);
  await expect(page.getByText(`Nothing matches “${last}”.`)).toBeVisible();
  await page.goto(path);
  await expect(page.getByText("Nobody finds this customer in lists or search.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
  await lookAt(page, "customer-deleted");
  await page.getByRole("button", { name: "Restore customer" }).click();
  await expect(page.getByText(`Ada ${last} is back.`).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
  await openList(page, `?q=${last}`);
  await expect(row(page, last)).toBeVisible();
});

test("contacts and properties are added on the customer's page, and its history says who did what", async ({
  openAs,
}) => {
  const page = await openAs(dispatcher);
  const last = uniqueWord();
  await addCustomer(page, last);
  await page.getByRole("button", { name: "Add contact" }).first().click();
  const contact = page.getByRole("dialog", { name: "New contact" });
  await contact.getByLabel("Name", { exact: true }).fill("Petra Porter");
  await contact.getByLabel("Role").fill("Caretaker");
  await contact.getByRole("button", { name: "Add contact" }).click();
  await expect(contact).toHaveCount(0);
  await expect(page.getByText("Petra Porter", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Add property" }).first().click();
  const property = page.getByRole("dialog", { name: "New property" });
  await property.getByLabel("Street and number").fill("233 Broadway");
  await property.getByLabel("Postcode").fill("10007");
  await property.getByLabel("City").fill("New York");
  const position = property.getByLabel("Position");
  if (!(await position.isVisible())) await property.getByText("More: position, time zone, access").click();
  await position.fill("https://www.google.com/maps/place/x/@40.7128,-74.0060,17z");
  await expect(property.getByText("Read as 40.7128, -74.006")).toBeVisible();
  await lookAt(page, "property-new");
  await property.getByRole("button", { name: "Add property" }).click();
  await expect(property).toHaveCount(0);
  await expect(page.getByRole("link", { name: "233 Broadway" })).toBeVisible();
  await expect(page.getByText("Not on the map yet")).toHaveCount(0);

  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel(`Notes about Ada ${last}`).fill("Ring twice.");
  await page.getByRole("button", { name: "Save notes" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Lee Carter changed notes" })).toContainText(
    "Ring twice.",
  );
  for (const line of [
    "Lee Carter added the property 233 Broadway",
    "Lee Carter added the contact Petra Porter",
    "Lee Carter added this customer",
  ])
    await expect(page.getByRole("listitem").filter({ hasText: line })).toBeVisible();
  await lookAt(page, "customer-full");

  await page.getByRole("link", { name: "233 Broadway" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("233 Broadway");
  await expect(page.getByRole("link", { name: /40\.7128, -74\.006/ })).toBeVisible();
  await lookAt(page, "property");
});

async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  // It is seen a moment before it takes the keys.
  await expect(palette.getByRole("combobox")).toBeFocused();
  return palette;
}

test("⌘K finds a customer by a few letters and opens it with Enter", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  await openList(page);
  const palette = await openPalette(page);
  await page.keyboard.type("Five Corners Dental");
  await expect(palette.getByRole("option", { name: /Five Corners Dental Group/ }).first()).toBeVisible();
  await lookAt(page, "palette");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Five Corners Dental Group");
});

/** Types a name that is found and then letters that fit nobody, about which the server is asked and never answers. */
async function typePastTheAnswer(page: Page, asked: RegExp, found: Locator): Promise<void> {
  let isAsked = false;
  await page.route(asked, () => void (isAsked = true));
  await page.keyboard.type("Five Corners");
  await expect(found.first()).toBeVisible();
  await page.keyboard.type(" Zz");
  await expect.poll(() => isAsked).toBe(true);
  await expect(found).toHaveCount(0);
}

test("⌘K keeps of what the letters before found only what fits: Enter opens no other record", async ({
  openAs,
}) => {
  const page = await openAs(dispatcher);
  await openList(page);
  const palette = await openPalette(page);
  const found = palette.getByRole("option", { name: /Five Corners Dental Group/ });
  await typePastTheAnswer(page, /\/api\/v1\/search\?q=Five\+Corners\+Zz/, found);
  await page.keyboard.press("Enter");
  await expect(palette).toBeVisible();
  await expect(page).toHaveURL(/\/customers$/);
});

test("who chooses a customer is offered only who fits the letters while the server searches", async ({
  openAs,
}) => {
  const page = await openAs(dispatcher);
  await page.goto("/o/northside/properties/new");
  const sheet = page.getByRole("dialog", { name: "New property" });
  const field = sheet.getByRole("combobox", { name: "Customer" });
  const found = page.getByRole("option", { name: /Five Corners Dental Group/ });
  await field.click();
  await typePastTheAnswer(page, /\/api\/v1\/customers\?.*q=Five\+Corners\+Zz/, found);
  await page.keyboard.press("Enter");
  await expect(field, "the list stays open").toHaveAttribute("aria-expanded", "true");
  await expect(field).toHaveValue("Five Corners Zz");
  await expect(sheet.getByText("Choose whose property this is.")).toHaveCount(0);
});

/** A dialog is seen a moment before the focus is in it. */
async function expectToHaveKeys(dialog: Locator): Promise<void> {
  await expect(dialog.and(dialog.page().locator(":focus-within"))).toBeVisible();
}

test("keys alone lead through the day: C C creates, J and K move, Enter opens, E edits, Escape closes", async ({
  openAs,
}) => {
  const page = await openAs(dispatcher);
  await openList(page);
  await page.keyboard.press("c");
  await page.keyboard.press("c");
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await expectToHaveKeys(sheet);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  const rows = page.locator("[data-row-id]");
  const focused = page.locator("[data-row-id]:has(:focus)");
  const [first = "", second = ""] = await rows.evaluateAll((found) =>
    found.map((each) => each.getAttribute("data-row-id") ?? ""),
  );
  await page.keyboard.press("j");
  await expect(focused).toHaveAttribute("data-row-id", first);
  await page.keyboard.press("j");
  await expect(focused).toHaveAttribute("data-row-id", second);
  await page.keyboard.press("k");
  await expect(focused).toHaveAttribute("data-row-id", first);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/customers/${first}`));
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
  await page.keyboard.press("e");
  const edit = page.getByRole("dialog", { name: "Edit customer" });
  await expectToHaveKeys(edit);
  await page.keyboard.press("Escape");
  await expect(edit).toHaveCount(0);
});

test("a colleague whose profile says German reads German after signing in, without being asked", async ({
  page,
}) => {
  const greta = await createAccount("Greta German", "de");
  const { slug } = await createCompany(greta, "German Works");
  await signIn(page, greta.email, greta.password);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/today`));
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Heute");
  await page.goto(`/o/${slug}/customers/new`);
  const sheet = page.getByRole("dialog", { name: "Neuer Kunde" });
  await sheet.getByLabel("Vorname").fill("Jürgen");
  await sheet.getByLabel("Nachname").fill("Weiß");
  await sheet.getByRole("button", { name: "Kunden anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jürgen Weiß");
  await lookAt(page, "customer-german");
});

test("320 pixels are enough: nothing scrolls sideways", async ({ openAs }) => {
  const page = await openAs(dispatcher);
  await page.setViewportSize({ width: 320, height: 640 });
  const expectNoSidewaysScroll = async () => {
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `pixels too wide on ${page.url()}`).toBe(0);
  };
  await openList(page, "?q=Five+Corners");
  await expectNoSidewaysScroll();
  await page
    .getByRole("link", { name: /Five Corners/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /Five Corners/ })).toBeVisible();
  await expectNoSidewaysScroll();
  const sheet = await startNewCustomer(page);
  await expectNoSidewaysScroll();
  await sheet.getByLabel("Last name").fill(`${uniqueWord()}-Featherstonehaugh-Cholmondeley`);
  await sheet.getByLabel("E-mail").fill(`${uniqueWord()}.of.the.accounts.department@long.example.test`);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Featherstonehaugh/ })).toBeVisible();
  await expectNoSidewaysScroll();
  for (const path of ["properties", "settings/members", "settings/profile", "settings/display"]) {
    await page.goto(`/o/northside/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll();
  }
});
