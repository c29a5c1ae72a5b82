import type { Page } from "@playwright/test";
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

/**
 * The page came with its answer; the first it asks for by itself is what it may have missed until it was told of
 * changes. From then on it reads when something happens, and not whenever it is connected.
 */
async function untilListening(page: Page): Promise<void> {
  const answer = await page.waitForResponse(
    (each) => each.request().method() === "GET" && each.url().endsWith("/api/v1/settings/mail-server"),
  );
  await answer.finished();
}

const LOGIN = { username: "acme", password: PASSWORD };

test("what is tested is the server that is saved, and the page says which one that was", async ({
  openAs,
}) => {
  const [one, other] = [await startMailServer(0, LOGIN), await startMailServer(0, LOGIN)];
  try {
    const owner = await createAccount("Olga Owner");
    const company = await createCompany(owner, "Version Works");
    const place = (port: number) => ({ host: "127.0.0.1", port, security: "plain", ...LOGIN });
    const api = apiOf(await tokenOf(owner));
    await api("PATCH", "/settings/mail-server", { ...place(one.port), from_address: "service@version.test" });
    const page = await openAs(owner.email, owner.password);
    const listening = untilListening(page);
    await page.goto(`/o/${company.slug}/settings/mail-server`);
    await listening;
    const now = page.getByRole("region", { name: "How messages leave" });
    const form = page.getByRole("form", { name: "Your mail server" });
    const send = now.getByRole("button", { name: "Send a test mail" });
    await expect(now.getByText(`By 127.0.0.1, port ${one.port}, as it is saved.`)).toBeVisible();

    // What is typed is not what is tested, and while it is being saved nothing is.
    await form.getByLabel("Port").fill(String(other.port));
    await form.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await expect(now.getByText(/is not tested until you save it/)).toBeVisible();
    await lookAt(page, "settings-mail-server-unsaved");
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/api/v1/settings/mail-server", async (route) => {
      if (route.request().method() === "PATCH") await released;
      await route.continue();
    });
    await form.getByRole("button", { name: "Save mail server" }).click();
    await expect(send).toBeDisabled();
    release();
    await expect(now.getByText(`By 127.0.0.1, port ${other.port}, as it is saved.`)).toBeVisible();
    await send.click();
    await expect(now.getByText(`Tested: 127.0.0.1, port ${other.port}.`)).toBeVisible();
    await expect(now.getByText(/127\.0\.0\.1 took it on/)).toBeVisible();
    expect([one.received.length, other.received.length]).toEqual([0, 1]);

    // Somebody else saves: the page is told, shows that one, and tests that one.
    await api("PATCH", "/settings/mail-server", place(one.port));
    await send.click();
    await expect(now.getByRole("alert")).toContainText("Meanwhile another server was saved");
    await expect(form.getByLabel("Port")).toHaveValue(String(one.port));
    expect([one.received.length, other.received.length]).toEqual([0, 1]);
    await send.click();
    await expect(now.getByText(`Tested: 127.0.0.1, port ${one.port}.`)).toBeVisible();
    await expect(now.getByText(/127\.0\.0\.1 took it on/)).toBeVisible();
    expect([one.received.length, other.received.length]).toEqual([1, 1]);

    // A save while one is under way: its end is that of the former server.
    one.be("silent");
    await send.click();
    await expect.poll(() => one.attempts()).toBe(2);
    await expect(now.getByText(`Being sent by 127.0.0.1, port ${one.port}`)).toBeVisible();
    await form.getByLabel("Sender name").fill("Version Office");
    await form.getByRole("button", { name: "Save mail server" }).click();
    await expect(form.getByText("Saved", { exact: true })).toBeVisible();
    const former = now.getByText(`Tested: 127.0.0.1, port ${one.port}, before your last change.`);
    await expect(former).toBeVisible({ timeout: 30_000 });
    await expect(now.getByText("The server does not answer. Is the port right?")).toBeVisible();
    await expect(now.getByText("None has left yet")).toBeVisible();
    await lookAt(page, "settings-mail-server-former");
    one.be("take");
    await send.click();
    await expect(now.getByText(/127\.0\.0\.1 took it on/)).toBeVisible();
    await expect(former).toHaveCount(0);
    expect(one.received.at(-1)?.from).toBe("Version Office");
  } finally {
    await one.stop();
    await other.stop();
  }
});

test("what was read before a test and answered after it makes the page forget no test", async ({
  openAs,
}) => {
  const smtp = await startMailServer(0, LOGIN);
  try {
    const owner = await createAccount("Olga Owner");
    const company = await createCompany(owner, "Late Works");
    const api = apiOf(await tokenOf(owner));
    const place = { host: "127.0.0.1", port: smtp.port, security: "plain", ...LOGIN };
    await api("PATCH", "/settings/mail-server", { ...place, from_address: "service@late.test" });
    const page = await openAs(owner.email, owner.password);
    const listening = untilListening(page);
    await page.goto(`/o/${company.slug}/settings/mail-server`);
    const now = page.getByRole("region", { name: "How messages leave" });
    await expect(now.getByText("None has left yet")).toBeVisible();
    await listening;

    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let read = 0;
    await page.route("**/api/v1/settings/mail-server", async (route) => {
      const response = await route.fetch();
      read += 1;
      await released;
      // Who has given it up takes it no more.
      await route.fulfill({ response }).catch(() => undefined);
    });
    // Told of it, the page reads what it shows once more.
    await api("PATCH", `/organizations/${company.id}`, { name: "Later Works" });
    await expect.poll(() => read).toBeGreaterThan(0);
    const asked = page.waitForResponse(/\/settings\/mail-server\/tests$/);
    await now.getByRole("button", { name: "Send a test mail" }).click();
    expect((await asked).status()).toBe(201);
    release();
    await expect(now.getByText(/127\.0\.0\.1 took it on/)).toBeVisible();
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
