import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { createAccount, createCompany } from "./support/company";
import type { Account } from "./support/company";
import { linkIn, waitForMail } from "./support/mailbox";
import type { Mail } from "./support/mailbox";
import { expect, signIn, test } from "./support/people";
import { holdReading } from "./support/reading";
import { lookAt } from "./support/screens";

// Several people and pages each, and every page is looked at in both themes.
test.describe.configure({ timeout: 180_000 });

const newPassword = "another long password";

function codeIn(mail: Mail): string {
  const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? "";
  expect(code, "the mail holds a code of six digits").toMatch(/^\d{6}$/);
  return code;
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox", { name: "Code from the mail" }).focus();
  await page.keyboard.type(code);
}

/** Somebody with a company of their own, so that nothing here touches the demo's people. */
async function founder(name: string): Promise<{ account: Account; slug: string }> {
  const account = await createAccount(name);
  const { slug } = await createCompany(account, "Accounts Works");
  return { account, slug };
}

async function askForRecovery(page: Page, email: string): Promise<void> {
  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await expect(page.getByRole("textbox", { name: "Code from the mail" })).toBeVisible();
}

async function chooseNewPassword(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose a new password");
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Save password and sign in" }).click();
}

async function openMyMenu(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  const mine = page.getByRole("button", { name: "Profile, display, sign out" });
  await expect(menu.or(mine).first()).toBeVisible();
  if (await menu.isVisible()) await menu.click();
  await mine.click();
}

test("a forgotten password is replaced with a mailed code, and only the new one opens the door", async ({
  page,
}) => {
  const { account, slug } = await founder("Frida Forgot");
  await page.goto("/forgot");
  await lookAt(page, "forgot");
  await askForRecovery(page, account.email);
  await lookAt(page, "forgot-code");
  await typeCode(page, codeIn(await waitForMail(account.email)));
  await expect(page).toHaveURL(/\/reset$/);
  await lookAt(page, "reset");
  await chooseNewPassword(page);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/today`));

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await signIn(page, account.email, newPassword);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/today`));
});

test("an unknown address is answered like a known one when a password is forgotten", async ({ page }) => {
  await askForRecovery(page, `nobody.${randomUUID()}@example.test`);
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
});

test("the link of a recovery mail works in another browser, once", async ({
  page,
  browser,
  contextOptions,
}) => {
  const { account, slug } = await founder("Linus Link");
  await askForRecovery(page, account.email);
  const link = linkIn(await waitForMail(account.email), "/confirm");

  const other = await (await browser.newContext({ ...contextOptions })).newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Choose a new password");
  await lookAt(other, "confirm-recovery");
  await other.getByRole("button", { name: "Continue" }).click();
  await expect(other).toHaveURL(/\/reset$/);
  await chooseNewPassword(other);
  await expect(other).toHaveURL(new RegExp(`/o/${slug}/today`));
  await other.context().close();

  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("This code is wrong or too old.")).toBeVisible();
  await expect(page).toHaveURL(/\/confirm/);
});

test("the link of a sign-up mail confirms the address in another browser", async ({
  page,
  browser,
  contextOptions,
}) => {
  const email = `sign-up.${randomUUID().slice(0, 8)}@example.test`;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Stella Sign");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(newPassword);
  await page.getByRole("button", { name: "Create account" }).click();
  const link = linkIn(await waitForMail(email), "/confirm");

  const other = await (await browser.newContext({ ...contextOptions })).newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Confirm your e-mail address");
  await lookAt(other, "confirm");
  await other.getByRole("button", { name: "Confirm address" }).click();
  await expect(other).toHaveURL(/\/onboarding/);
  await other.context().close();
});

test("a wrong code says so and empties the boxes; the right one then signs in without a password", async ({
  page,
}) => {
  const { account, slug } = await founder("Cody Code");
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("textbox", { name: "Code from the mail" })).toBeVisible();
  const code = codeIn(await waitForMail(account.email));
  await typeCode(page, code === "111111" ? "222222" : "111111");
  await expect(page.getByText("This code is wrong or too old.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Code from the mail" })).toHaveValue("");
  await lookAt(page, "sign-in-code-wrong");
  await typeCode(page, code);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/today`));
});

test("whoever signs out is out: neither Back nor the address opens the page again", async ({ page }) => {
  const { account, slug } = await founder("Otto Out");
  await signIn(page, account.email, account.password);
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/today`));
  await openMyMenu(page);
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`/o/${slug}/customers`);
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=${encodeURIComponent(`/o/${slug}/customers`)}`));
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page, "signing in leads to the page that was wanted").toHaveURL(
    new RegExp(`/o/${slug}/customers$`),
  );
});

test("a session that ended asks for the password in place, and the half-written form is still there", async ({
  page,
  context,
}) => {
  const { account, slug } = await founder("Erna Expired");
  await signIn(page, account.email, account.password);
  await page.goto(`/o/${slug}/customers/new`);
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await sheet.getByLabel("First name").fill("Half");
  await sheet.getByLabel("Last name").fill("Written");
  // What the page asks by itself would be told before the form is sent.
  const letRead = await holdReading(page);
  await context.clearCookies({ name: /^callout-auth/ });
  await sheet.getByRole("button", { name: "Add customer" }).click();

  const dialog = page
    .getByRole("dialog", { name: "Your session has ended" })
    .or(page.getByRole("alertdialog", { name: "Your session has ended" }));
  await expect(dialog).toContainText(account.email);
  letRead();
  await lookAt(page, "session-ended");
  await dialog.getByLabel("Password", { exact: true }).fill("not the password");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog.getByText("E-mail and password do not belong together.")).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill(account.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toHaveCount(0);

  await expect(sheet.getByLabel("First name")).toHaveValue("Half");
  await expect(sheet.getByLabel("Last name")).toHaveValue("Written");
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Half Written" })).toBeVisible();
});

test("theme and language stay as chosen: after a reload, on the next page and after signing out", async ({
  page,
}) => {
  const { account, slug } = await founder("Thea Theme");
  await signIn(page, account.email, account.password);
  await page.goto(`/o/${slug}/settings/display`);
  await lookAt(page, "display");
  await page.getByRole("radio", { name: "Dark" }).click();
  await page.getByRole("radio", { name: /^(German|Deutsch)$/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anzeige" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dunkel" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Deutsch" })).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await page.goto(`/o/${slug}/customers`);
  await expect(page.getByRole("heading", { level: 1, name: "Kunden" })).toBeVisible();
  await page.context().clearCookies({ name: /^callout-auth/ });
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
