import type { Browser, BrowserContext, Page } from "@playwright/test";
import { linkIn, waitForMail } from "./support/mailbox";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A stranger founds the company where his browser is: in a place of the map.
test.use({ timezoneId: "America/New_York" });

const password = "a long enough password";

/** A person nobody knows yet, in a browser of their own. */
async function stranger(browser: Browser, options: object): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options);
  return { context, page: await context.newPage() };
}

async function enterCode(page: Page, email: string): Promise<void> {
  const mail = await waitForMail(email);
  const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? "";
  expect(code, "the mail holds a code of six digits").toMatch(/^\d{6}$/);
  await page.getByRole("textbox", { name: "Code from the mail" }).focus();
  await page.keyboard.type(code);
}

async function signUp(page: Page, name: string, email: string | null): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  if (email) await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

async function addCustomer(page: Page, first: string, last: string, phone: string): Promise<void> {
  await page
    .getByRole("button", { name: "New customer" })
    .or(page.getByRole("link", { name: "New customer" }))
    .first()
    .click();
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await sheet.getByLabel("First name").fill(first);
  await sheet.getByLabel("Last name").fill(last);
  await sheet.getByLabel("Phone").fill(phone);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${first} ${last}` })).toBeVisible();
}

async function openList(page: Page, slug: string): Promise<void> {
  await page.goto(`/o/${slug}/customers`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Customers/);
}

test("a stranger founds a company, keeps customers, and a colleague joins, may read only, and is out at once", async ({
  browser,
  contextOptions,
}, info) => {
  test.setTimeout(240_000);
  const tag = `${info.project.name}-${Date.now().toString(36)}`;
  const founder = `founder-${tag}@example.test`;
  const colleague = `colleague-${tag}@example.test`;
  const { context, page } = await stranger(browser, { ...contextOptions });
  let slug = "";

  await test.step("signs up with a code from the mailbox", async () => {
    await page.goto("/sign-up");
    await lookAt(page, "sign-up");
    await signUp(page, "Nora Founder", founder);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("textbox", { name: "Code from the mail" })).toBeVisible();
    await lookAt(page, "sign-up-code");
    await enterCode(page, founder);
    await expect(page).toHaveURL(/\/onboarding/);
  });

  await test.step("sets the company up in three steps", async () => {
    await lookAt(page, "onboarding-company");
    await page.getByLabel("Company name").fill(`Heat & Sons ${tag}`);
    await page.getByRole("button", { name: "Create company" }).click();
    await expect(page.getByRole("heading", { name: "Your trade" })).toBeVisible();
    await lookAt(page, "onboarding-trade");
    await page
      .getByRole("radio", { name: /Heating|Boilers|HVAC/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Save trade" }).click();
    await expect(page.getByRole("heading", { name: "Your people" })).toBeVisible();
    await lookAt(page, "onboarding-people");
    await page.getByRole("button", { name: "Finish without inviting" }).click();
    await expect(page).toHaveURL(/\/o\/[^/]+\/today/);
    slug = /\/o\/([^/]+)\//.exec(page.url())?.[1] ?? "";
    await expect(page.getByRole("heading", { name: "Needs a person" })).toBeVisible();
    await lookAt(page, "today-empty");
    await openList(page, slug);
    await lookAt(page, "customers-empty");
  });

  await test.step("adds three customers", async () => {
    await addCustomer(page, "Claire", "Moreau", "+12125550101");
    await lookAt(page, "customer");
    await openList(page, slug);
    await addCustomer(page, "Marcus", "Ruiz", "+12125550102");
    await openList(page, slug);
    await addCustomer(page, "Elena", "Okonkwo", "+12125550103");
    await openList(page, slug);
    await expect(page.getByRole("link", { name: /^Claire Moreau/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /^Marcus Ruiz/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /^Elena Okonkwo/ })).toBeVisible();
    await lookAt(page, "customers");
  });

  await test.step("invites a colleague", async () => {
    await page.goto(`/o/${slug}/settings/members`);
    await page
      .getByRole("button", { name: /^Invite/ })
      .first()
      .click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("E-mail").fill(colleague);
    await lookAt(page, "members-invite");
    await sheet.getByRole("button", { name: "Send invitation" }).click();
    await expect(page.getByRole("row", { name: colleague })).toBeVisible();
    await lookAt(page, "members");
  });

  const other = await stranger(browser, { ...contextOptions });
  await test.step("the colleague joins in a second browser", async () => {
    const mail = await waitForMail(colleague);
    await other.page.goto(linkIn(mail, "/invite/"));
    await expect(other.page.getByText(`Heat & Sons ${tag}`).first()).toBeVisible();
    await lookAt(other.page, "invite");
    const create = other.page.getByRole("button", { name: "I have no account yet" });
    if (await create.isVisible()) await create.click();
    await signUp(other.page, "Colin Colleague", null);
    await other.page.getByRole("button", { name: /^Join/ }).click();
    await expect(other.page.getByRole("textbox", { name: "Code from the mail" })).toBeVisible();
    await enterCode(other.page, colleague);
    await expect(other.page).toHaveURL(new RegExp(`/o/${slug}/`));
  });

  await test.step("is made viewer: reads, and finds no button to add", async () => {
    await page.goto(`/o/${slug}/settings/members`);
    await changeRole(page, "Colin Colleague", "Viewer");
    await openList(other.page, slug);
    await expect(other.page.getByRole("link", { name: /^Claire Moreau/ })).toBeVisible();
    await expect(other.page.getByRole("button", { name: "New customer" })).toHaveCount(0);
    await expect(other.page.getByRole("link", { name: "New customer" })).toHaveCount(0);
  });

  await test.step("is removed and out on the next click", async () => {
    await page.goto(`/o/${slug}/settings/members`);
    await removeMember(page, "Colin Colleague");
    // The page may have learnt of it before the click.
    const isOut = other.page.waitForURL(/\/onboarding/);
    const link = other.page.getByRole("link", { name: /^Claire Moreau/ });
    await Promise.any([link.click(), isOut]);
    await expect(other.page.getByRole("heading", { level: 1, name: "Claire Moreau" })).toHaveCount(0);
    await other.page.goto(`/o/${slug}/customers`);
    await expect(other.page).not.toHaveURL(new RegExp(`/o/${slug}/customers$`));
    await expect(other.page.getByText("Claire Moreau")).toHaveCount(0);
  });

  await other.context.close();
  await context.close();
});

async function changeRole(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Change role" }).click();
  const dialog = page.getByRole("dialog", { name: `Role of ${name}` });
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role }).click();
  await expect(dialog.getByRole("heading", { name: "Loses" })).toBeVisible();
  await lookAt(page, "members-role");
  await dialog.getByRole("button", { name: `Make ${name} ${role}` }).click();
  await expect(page.getByText(`${name} is now ${role}.`).first()).toBeVisible();
}

async function removeMember(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: /^Remove from/ }).click();
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByText(`${name} is removed.`).first()).toBeVisible();
}
