import { startMailServer } from "@/tests/chaos/support/mail-server";
import { createAccount, createCompany, join } from "./support/company";
import { apiOf, tokenOf, uniqueWord } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// A page in several states, each looked at in both themes.
test.describe.configure({ timeout: 180_000 });

const PASSWORD = "a word for programs";

test("a company sets up its mail server, tests it, mends its password and removes it", async ({ openAs }) => {
  const smtp = await startMailServer(0, { username: "acme", password: PASSWORD });
  try {
    const owner = await createAccount("Olga Owner");
    const company = await createCompany(owner, "Post Works");
    const page = await openAs(owner.email, owner.password);
    await page.goto(`/o/${company.slug}/settings/mail-server`);
    await expect(page.getByRole("heading", { level: 1, name: "Mail server" })).toBeVisible();
    await expect(page.getByText("By the server of this installation")).toBeVisible();
    await lookAt(page, "settings-mail-server-none");

    const form = page.getByRole("form", { name: "Your mail server" });
    await form.getByLabel("Server", { exact: true }).fill("not a server");
    await form.getByLabel("Server", { exact: true }).blur();
    await expect(form.getByText(/A name like smtp\.example\.com/)).toBeVisible();
    await form.getByLabel("Server", { exact: true }).fill("127.0.0.1");
    await form.getByLabel("Encryption").click();
    await page.getByRole("option", { name: "None, within the own network" }).click();
    await expect(form.getByLabel("Port")).toHaveValue("25");
    await form.getByLabel("Port").fill(String(smtp.port));
    await form.getByLabel("User name").fill("acme");
    await form.getByLabel("Sender address").fill("service@post.test");
    await form.getByRole("button", { name: "Save mail server" }).click();
    await expect(form.getByText(/Type the password: it is kept for one server/)).toBeVisible();
    await form.getByLabel("Password", { exact: true }).fill("a wrong one");
    await form.getByRole("button", { name: "Save mail server" }).click();
    await expect(form.getByText("Saved", { exact: true })).toBeVisible();
    await expect(form.getByText(/^Set on /)).toBeVisible();
    await expect(form.getByLabel("Password", { exact: true })).toHaveValue("");

    const now = page.getByRole("region", { name: "How messages leave" });
    await now.getByRole("button", { name: "Send a test mail" }).click();
    await expect(now.getByText("The server refuses user name or password. (Answer 535)")).toBeVisible();
    await lookAt(page, "settings-mail-server-refused");
    await form.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await form.getByRole("button", { name: "Save mail server" }).click();
    // What another server said is forgotten with the save.
    await expect(now.getByText(/refuses user name or password/)).toHaveCount(0);
    await expect(now.getByText("None has left yet")).toBeVisible();
    await now.getByRole("button", { name: "Send a test mail" }).click();
    await expect(now.getByText(/127\.0\.0\.1 took it on/)).toBeVisible();
    expect(smtp.received.map(({ to, fromAddress }) => [to, fromAddress])).toEqual([
      [owner.email, "service@post.test"],
    ]);
    await lookAt(page, "settings-mail-server-works");

    await now.getByRole("button", { name: "Remove this server" }).click();
    await page.getByRole("button", { name: "Remove mail server" }).click();
    await expect(page.getByText("By the server of this installation")).toBeVisible();
    await expect(form.getByLabel("Server", { exact: true })).toHaveValue("");
  } finally {
    await smtp.stop();
  }
});

test("who may not change settings has no such page", async ({ openAs }) => {
  const owner = await createAccount("Olga Owner");
  const company = await createCompany(owner, "Walled Works");
  const viewer = await createAccount("Vera Viewer");
  await join(company, viewer, "viewer");
  const page = await openAs(viewer.email, viewer.password);
  await page.goto(`/o/${company.slug}/settings/mail-server`);
  await expect(page.getByRole("heading", { level: 1, name: "Mail server" })).toHaveCount(0);
  await page.goto(`/o/${company.slug}/settings/profile`);
  await expect(page.getByRole("link", { name: "Mail server" })).toHaveCount(0);
});

test("a contact is given a copy and erased from the customer's page", async ({ openAs }) => {
  const owner = await createAccount("Olga Owner");
  const company = await createCompany(owner, "Contact Works");
  const api = apiOf(await tokenOf(owner));
  const customer = await api("POST", "/customers", {
    kind: "company",
    company_name: `House ${uniqueWord()}`,
  });
  const contact = await api("POST", "/contacts", { customer_id: customer.id, name: "Carl Caretaker" });
  const page = await openAs(owner.email, owner.password);
  await page.goto(`/o/${company.slug}/customers/${customer.id}`);
  await page.getByRole("button", { name: "Actions for Carl Caretaker" }).click();
  await page.getByRole("menuitem", { name: "Privacy: export or erase" }).click();
  await expect(page).toHaveURL(new RegExp(`kind=contact&id=${contact.id}`));

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const copying = page.getByRole("dialog", { name: /Carl Caretaker/ });
  await copying.getByLabel("Reason").fill("Asked by letter");
  await copying.getByRole("button", { name: "Export", exact: true }).click();
  const link = copying.getByRole("link", { name: `Download contact-${contact.id}.zip` });
  await expect(link).toBeVisible();
  const downloading = page.waitForEvent("download");
  await link.click();
  expect((await downloading).suggestedFilename()).toBe(`contact-${contact.id}.zip`);
  await copying.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "Erase", exact: true }).click();
  const erasing = page.getByRole("dialog", { name: /Erase Carl Caretaker/ });
  await erasing.getByLabel("Reason").fill("Left the house");
  await erasing.getByLabel("Type Carl Caretaker").fill("Carl Caretaker");
  await erasing.getByRole("button", { name: "Erase Carl Caretaker" }).click();
  await expect(erasing).toBeHidden();
  await page.goto(`/o/${company.slug}/customers/${customer.id}`);
  await expect(page.getByRole("button", { name: "Add contact" }).first()).toBeVisible();
  await expect(page.getByText("Carl Caretaker")).toHaveCount(0);
});
