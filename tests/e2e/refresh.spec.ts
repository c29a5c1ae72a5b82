import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import { createChunks } from "@supabase/ssr";
import { decodeJwt, importJWK, SignJWT } from "jose";
import type { JWK } from "jose";
import { createAccount, createCompany } from "./support/company";
import { installation } from "./support/installation";
import { expect, signIn, test } from "./support/people";

const COOKIE = "callout-auth";

type Session = { access_token: string; expires_at?: number; expires_in?: number };

/** The same claims under the installation's own signature, ended an hour ago. */
async function outdated(token: string): Promise<string> {
  const { kty, crv, x, y, d, kid } = JSON.parse(installation.signingKey) as JWK;
  const ended = Math.floor(Date.now() / 1000) - 3600;
  return new SignJWT({ ...decodeJwt(token), iat: ended - 600, exp: ended })
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid })
    .sign(await importJWK({ kty, crv, x, y, d, kid }, "ES256"));
}

/** As after a lunch break: the cookie's access token has run out, its refresh token is good. */
async function runOut(context: BrowserContext): Promise<void> {
  const parts = (await context.cookies()).filter(({ name }) => name.startsWith(COOKIE));
  const value = parts
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((part) => part.value)
    .join("");
  const json = Buffer.from(decodeURIComponent(value).replace(/^base64-/, ""), "base64url").toString("utf8");
  const session = JSON.parse(json) as Session;
  const old = JSON.stringify({
    ...session,
    access_token: await outdated(session.access_token),
    expires_at: Math.floor(Date.now() / 1000) - 3600,
    expires_in: 0,
  });
  const text = `base64-${Buffer.from(old).toString("base64url")}`;
  const [first] = parts;
  if (!first) throw new Error("There is no session to run out.");
  // Cut where the client cuts it: in the place of the good one, without a moment in which nobody is signed in.
  const pieces = createChunks(COOKIE, text);
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

test("a form sent with an access token that ran out is stored once, after a refresh nobody sees", async ({
  page,
  context,
}) => {
  const founder = await createAccount("Rhea Refresh");
  const { slug } = await createCompany(founder, "Refresh Works");
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
  const writes = watchWrites(page);

  await live;
  await runOut(context);
  await sheet.getByRole("button", { name: "Add customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Rhea ${name}` })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toHaveCount(0);
  await expect(page.getByRole("alertdialog", { name: "Your session has ended" })).toHaveCount(0);

  await expect.poll(() => writes.map(({ status }) => status)).toEqual([401, 201]);
  const [refused, stored] = writes;
  expect(refused?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(stored?.key, "the repeated write is the same write").toBe(refused?.key);

  await page.goto(`/o/${slug}/customers?q=${name}`);
  await expect(page.getByText("1 customer", { exact: true })).toBeVisible();
});
