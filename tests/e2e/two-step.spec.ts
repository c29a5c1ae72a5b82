import type { Page } from "@playwright/test";
import postgres from "postgres";
import { codeAt } from "@/scripts/stack/auth/totp";
import { createAccount, createCompany } from "./support/company";
import { installation } from "./support/installation";
import { expect, signIn, test } from "./support/people";
import { lookAt } from "./support/screens";

// A journey through two browsers, in both themes.
test.describe.configure({ timeout: 180_000 });

/** Only time passing is played: nobody waits ten minutes for a proof to grow old. */
const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 1, onnotice: () => undefined });

/** Every proof of the person is an hour old, as the next token will say. */
async function letTimePass(userId: string): Promise<void> {
  await sql`
    update auth.mfa_amr_claims set updated_at = updated_at - interval '1 hour'
    where session_id in (select id from auth.sessions where user_id = ${userId})`;
  await sql`
    update private.session_proofs set proven_at = proven_at - interval '1 hour' where user_id = ${userId}`;
}

/** The token of this browser is renewed, as it is every ten minutes anyway. */
async function renewToken(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  const held = cookies
    .filter(({ name }) => name.startsWith("callout-auth"))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }))
    .map(({ value }) => value)
    .join("");
  const session = JSON.parse(Buffer.from(held.replace("base64-", ""), "base64url").toString()) as {
    expires_at: number;
    access_token: string;
  };
  const [head = "", body = "", signature = ""] = session.access_token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as { exp: number };
  const past = Buffer.from(JSON.stringify({ ...claims, exp: 1 })).toString("base64url");
  const stale = { ...session, expires_at: 1, access_token: [head, past, signature].join(".") };
  const value = `base64-${Buffer.from(JSON.stringify(stale)).toString("base64url")}`;
  const [first] = cookies.filter(({ name }) => name.startsWith("callout-auth"));
  if (!first) throw new Error("Nobody is signed in.");
  const chunks = value.match(/.{1,3000}/g) ?? [];
  const nameOf = (index: number) => `callout-auth.${index}`;
  // Never without any: what the page asks by itself at that moment would be told that nobody is signed in.
  await page
    .context()
    .addCookies(chunks.map((chunk, index) => ({ ...first, name: nameOf(index), value: chunk })));
  const kept = new Set(chunks.map((_chunk, index) => nameOf(index)));
  for (const { name } of cookies)
    if (name.startsWith("callout-auth") && !kept.has(name)) await page.context().clearCookies({ name });
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox", { name: "Code from your app" }).focus();
  await page.keyboard.type(code);
}

async function exportCompany(page: Page, slug: string): Promise<void> {
  await page.goto(`/o/${slug}/settings/privacy`);
  await page
    .getByRole("region", { name: "Everything of the company" })
    .getByRole("button", { name: "Export everything" })
    .click();
}

test("two-step sign-in asks for a code, and data leaves only after a fresh proof", async ({
  page,
  browser,
  contextOptions,
}) => {
  const owner = await createAccount("Olga Owner");
  const { slug } = await createCompany(owner, "Two Step Works");
  await signIn(page, owner.email, owner.password);

  await test.step("an old session proves itself by the password, in place", async () => {
    await letTimePass(owner.id);
    await renewToken(page);
    await exportCompany(page, slug);
    const dialog = page.getByRole("dialog", { name: "Is it still you?" });
    await expect(dialog).toBeVisible();
    await lookAt(page, "proof");
    await dialog.getByLabel("Password", { exact: true }).fill("not the password");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await expect(dialog.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
    await dialog.getByLabel("Password", { exact: true }).fill(owner.password);
    await dialog.getByRole("button", { name: "Continue" }).click();
    await expect(dialog).toBeHidden();
    await expect(
      page
        .getByRole("progressbar")
        .or(page.getByRole("link", { name: /Download/ }))
        .first(),
    ).toBeVisible();
  });

  let secret = "";
  await test.step("an app is set up with its first code, and recovery codes are kept", async () => {
    await page.goto(`/o/${slug}/settings/sessions`);
    await lookAt(page, "sessions");
    await page.getByRole("button", { name: "Set up" }).click();
    const key = page.getByRole("dialog").locator("code");
    await expect(key).toHaveText(/^(?:[A-Z2-7]{4} ?){8}$/);
    secret = (await key.innerText()).replaceAll(" ", "");
    await typeCode(page, codeAt(secret, Date.now()));
    await expect(page.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem")).toHaveCount(
      10,
    );
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  });

  await test.step("elsewhere the password alone opens nothing", async () => {
    const phone = await (await browser.newContext({ ...contextOptions })).newPage();
    await phone.goto("/sign-in");
    await phone.getByLabel("E-mail").fill(owner.email);
    await phone.getByLabel("Password", { exact: true }).fill(owner.password);
    await phone.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(phone.getByRole("heading", { level: 1 })).toHaveText("One more step");
    await lookAt(phone, "sign-in-code");
    await phone.goto(`/o/${slug}/today`);
    await expect(phone).toHaveURL(/\/sign-in/);
    await typeCode(phone, codeAt(secret, Date.now()));
    await expect(phone).toHaveURL(new RegExp(`/o/${slug}/today`));

    await page.reload();
    await page.getByRole("button", { name: "Sign out all others" }).click();
    await expect(page.getByText("All other devices are signed out.")).toBeVisible();
    await phone.goto(`/o/${slug}/customers`);
    await expect(phone).toHaveURL(/\/sign-in/);
    await phone.context().close();
  });

  await test.step("and the proof is the code from now on", async () => {
    await letTimePass(owner.id);
    await renewToken(page);
    await exportCompany(page, slug);
    const dialog = page.getByRole("dialog", { name: "Is it still you?" });
    await typeCode(page, codeAt(secret, Date.now()));
    await expect(dialog).toBeHidden();
    await expect(
      page
        .getByRole("progressbar")
        .or(page.getByRole("link", { name: /Download/ }))
        .first(),
    ).toBeVisible();
  });
});
