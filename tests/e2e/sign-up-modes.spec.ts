import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { prepareTestApp } from "@/scripts/test/app";
import type { TestApp } from "@/scripts/test/app";
import { demoPassword, expect, test } from "./support/people";
import { lookAt } from "./support/screens";

// Who may sign up is a property of a whole installation: each test starts one of its own, and looks at its page in both
// widths instead of starting it for each.
test.describe.configure({ mode: "serial", timeout: 240_000 });

const root = process.cwd();
const password = "a long enough password";
const newEmail = (name: string) => `${name}.${randomUUID().slice(0, 8)}@example.test`;

async function lookInBothWidths(page: Page, name: string): Promise<void> {
  const desk = page.viewportSize();
  await lookAt(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await lookAt(page, `${name}-narrow`);
  if (desk) await page.setViewportSize(desk);
}

async function withMode(mode: string, run: (app: TestApp) => Promise<void>): Promise<void> {
  const { app, installation, remove } = await prepareTestApp(root, { SIGNUP_MODE: mode });
  try {
    await installation.start();
    await run(app);
  } finally {
    await installation.stop();
    await remove();
  }
}

type Sent = { headers?: Record<string, string>; body: unknown };

function post(address: string, { headers = {}, body }: Sent): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Past the pages, straight at Auth, as a stranger with the publishable key can. */
async function signUpAtAuth(app: TestApp, email: string): Promise<number> {
  const headers = { apikey: app.publishableKey };
  return (await post(`${app.supabaseUrl}/auth/v1/signup`, { headers, body: { email, password } })).status;
}

async function inviteByOwner(app: TestApp, email: string): Promise<void> {
  const session = await post(`${app.supabaseUrl}/auth/v1/token?grant_type=password`, {
    headers: { apikey: app.publishableKey },
    body: { email: "owner@northside.test", password: demoPassword },
  });
  const { access_token: token } = (await session.json()) as { access_token: string };
  const invited = await post(`${app.url}/api/v1/invitations`, {
    headers: { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() },
    body: { email, role: "dispatcher" },
  });
  expect(invited.status).toBe(201);
}

async function textTo(app: TestApp, email: string, pattern: RegExp): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${app.supabaseUrl}/_mail`, { headers: { apikey: app.secretKey } });
        const mails = (await answer.json()) as { to: string; text: string }[];
        const texts = mails.filter(({ to }) => to.includes(email)).map(({ text }) => text);
        found = texts.map((text) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
        return found;
      },
      { timeout: 30_000 },
    )
    .toBeTruthy();
  return found ?? "";
}

async function join(page: Page, app: TestApp, email: string): Promise<void> {
  await page.goto(await textTo(app, email, /http\S+\/invite\/\S+/));
  await page.getByLabel("Your name").fill("Ina Invited");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: /^Join/ }).click();
  await expect(page.getByRole("textbox", { name: "Code from the mail" })).toBeVisible();
  // The link of the code's mail instead of the code: it leads back to the invitation.
  await page.goto(await textTo(app, email, /http\S+\/confirm\?\S+/));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page).toHaveURL(/\/invite\//);
  await page.getByRole("button", { name: /^Join/ }).click();
  await expect(page).toHaveURL(/\/o\/northside\//);
}

test("where only the invited may sign up, a stranger is told so and the invited one gets in by the mails' links", async ({
  page,
}) => {
  await withMode("invite", async (app) => {
    await page.goto(`${app.url}/sign-in`);
    await expect(page.getByRole("link", { name: "Create an account" })).toHaveCount(0);
    await page.goto(`${app.url}/sign-up`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("By invitation only");
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await lookInBothWidths(page, "sign-up-by-invitation");
    expect(await signUpAtAuth(app, newEmail("stranger"))).toBe(403);

    const email = newEmail("invited");
    await inviteByOwner(app, email);
    await join(page, app, email);
  });
});

test("where nobody may sign up, the page says so and Auth refuses even the invited", async ({ page }) => {
  await withMode("closed", async (app) => {
    await page.goto(`${app.url}/sign-up`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("No new accounts");
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await lookInBothWidths(page, "sign-up-closed");
    const email = newEmail("invited");
    await inviteByOwner(app, email);
    expect(await signUpAtAuth(app, email)).toBe(422);

    await page.goto(await textTo(app, email, /http\S+\/invite\/\S+/));
    await page.getByLabel("Your name").fill("Ina Invited");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: /^Join/ }).click();
    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  });
});
