import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import { combineChunks, createChunks, stringFromBase64URL, stringToBase64URL } from "@supabase/ssr";
import { decodeJwt, importJWK, SignJWT } from "jose";
import type { JWK } from "jose";
import { SESSION_COOKIE } from "@/lib/supabase/cookie";
import { createAccount, createCompany } from "./support/company";
import { installation } from "./support/installation";
import { expect, signIn, test } from "./support/people";
import { holdReading } from "./support/reading";

type Session = { access_token: string; expires_at?: number; expires_in?: number };

/** The same claims under the installation's own signature, ended an hour ago. */
async function outdated(token: string): Promise<string> {
  const { kty, crv, x, y, d, kid } = JSON.parse(installation.signingKey) as JWK;
  const ended = Math.floor(Date.now() / 1000) - 3600;
  return new SignJWT({ ...decodeJwt(token), iat: ended - 600, exp: ended })
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid })
    .sign(await importJWK({ kty, crv, x, y, d, kid }, "ES256"));
}

async function sessionCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name.startsWith(SESSION_COOKIE));
}

async function heldSession(context: BrowserContext): Promise<Session> {
  const parts = await sessionCookies(context);
  const text = await combineChunks(
    SESSION_COOKIE,
    (wanted) => parts.find(({ name }) => name === wanted)?.value,
  );
  if (!text) throw new Error("Nobody is signed in.");
  return JSON.parse(stringFromBase64URL(text.replace(/^base64-/, ""))) as Session;
}

/** As after a lunch break: the cookie's access token has run out, its refresh token is good. */
async function runOut(context: BrowserContext): Promise<void> {
  const parts = await sessionCookies(context);
  const session = await heldSession(context);
  const old = JSON.stringify({
    ...session,
    access_token: await outdated(session.access_token),
    expires_at: Math.floor(Date.now() / 1000) - 3600,
    expires_in: 0,
  });
  const [first] = parts;
  if (!first) throw new Error("There is no session to run out.");
  // Cut where the client cuts it: in the place of the good one, without a moment in which nobody is signed in.
  const pieces = createChunks(SESSION_COOKIE, `base64-${stringToBase64URL(old)}`);
  await context.addCookies(pieces.map((piece) => ({ ...first, ...piece })));
  for (const { name } of parts)
    if (!pieces.some((piece) => piece.name === name)) await context.clearCookies({ name });
}

type Write = { key: string | undefined; status: number };

function watchWrites(page: Page): Write[] {
  const writes: Write[] = [];
  page.on("response", (response) => {
    const request = response.request();
    if (request.method() !== "POST" || !request.url().endsWith("/api/v1/customers")) return;
    writes.push({ key: request.headers()["idempotency-key"], status: response.status() });
  });
  return writes;
}

/** A new customer of a new company, typed and not sent yet. */
async function typeCustomer(page: Page, company: string) {
  const founder = await createAccount("Rhea Refresh");
  const { slug } = await createCompany(founder, company);
  const name = `Refresh${randomUUID().replaceAll(/[^a-f]/g, "")}`;
  await signIn(page, founder.email, founder.password);
  // The live connection asks for a good token when it begins: before that it would be the first to meet the old one.
  const live = new Promise<void>((resolve) => {
    page.on("websocket", (socket) => socket.on("framereceived", () => resolve()));
  });
  await page.goto(`/o/${slug}/customers/new`);
  const sheet = page.getByRole("dialog", { name: "New customer" });
  await sheet.getByLabel("First name").fill("Rhea");
  await sheet.getByLabel("Last name").fill(name);
  await live;
  const add = () => sheet.getByRole("button", { name: "Add customer" }).click();
  const added = page.getByRole("heading", { level: 1, name: `Rhea ${name}` });
  return { slug, name, sheet, add, added };
}

const RENEWAL = "**/auth/v1/token?grant_type=refresh_token";

async function expectNobodyAsked(page: Page): Promise<void> {
  const title = { name: "Your session has ended" };
  await expect(page.getByRole("dialog", title).or(page.getByRole("alertdialog", title))).toHaveCount(0);
}

test("a form sent with an access token that ran out is stored once, after a refresh nobody sees", async ({
  page,
  context,
}) => {
  const { slug, name, add, added } = await typeCustomer(page, "Refresh Works");
  const writes = watchWrites(page);
  const letRead = await holdReading(page);
  await runOut(context);
  await add();
  await expect.poll(() => writes.map(({ status }) => status)).toEqual([401, 201]);
  letRead();
  await expect(added).toBeVisible();
  await expectNobodyAsked(page);
  const [refused, stored] = writes;
  expect(refused?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(stored?.key, "the repeated write is the same write").toBe(refused?.key);

  await page.goto(`/o/${slug}/customers?q=${name}`);
  await expect(page.getByText("1 customer", { exact: true })).toBeVisible();
});

test("a session that the server renewed while the browser was renewing it too has not ended", async ({
  page,
  context,
}) => {
  const { add, added } = await typeCustomer(page, "Two Renewals");
  const writes = watchWrites(page);
  let [asked, release] = [0, () => {}];
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(RENEWAL, async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  const letRead = await holdReading(page);
  await runOut(context);
  const old = (await heldSession(context)).access_token;
  await add();
  await expect.poll(() => asked).toBe(1);
  letRead();
  // As the page does for each link it looks ahead to.
  expect(await page.evaluate(async () => (await fetch(location.href)).status)).toBe(200);
  await expect.poll(async () => (await heldSession(context)).access_token).not.toBe(old);

  release();
  await expect(added).toBeVisible();
  await expectNobodyAsked(page);
  expect(writes.map(({ status }) => status)).toEqual([401, 201]);
});

test("a renewal that Auth can't answer now is an outage: no one is signed out and what is typed stays", async ({
  page,
  context,
}) => {
  const { name, sheet, add, added } = await typeCustomer(page, "Patience");
  // Broken, then too many at once, then nobody there.
  const answers = [503, 429, 502];
  let asked = 0;
  await page.route(RENEWAL, (route) =>
    route.fulfill({ status: answers[asked++ % answers.length], body: "{}" }),
  );
  const letRead = await holdReading(page);
  await runOut(context);
  await add();
  const refusal = sheet.getByRole("alert").filter({ hasText: /took too long|being maintained/ });
  await expect(refusal).toBeVisible({ timeout: 45_000 });
  expect(asked).toBeGreaterThanOrEqual(answers.length);
  await expectNobodyAsked(page);
  await expect(sheet.getByLabel("Last name")).toHaveValue(name);
  expect((await sessionCookies(context)).length, "the session is kept").toBeGreaterThan(0);

  await page.unroute(RENEWAL);
  letRead();
  await page.reload();
  await expect(sheet.getByLabel("Last name")).toHaveValue(name);
  await add();
  await expect(added).toBeVisible();
});
