import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import { wakePages } from "./support/awake";
import { createAccount, createCompany, join as joinCompany, suspend } from "./support/company";
import { openDoor } from "./support/door";
import type { Door } from "./support/door";
import { expect, test as base } from "./support/people";
import { lookAt } from "./support/screens";

type Phone = {
  door: Door;
  /** A browser of its own with its folder, which can be closed and started again. */
  start: () => Promise<BrowserContext>;
};

const test = base.extend<{ phone: Phone }>({
  phone: async ({ contextOptions, launchOptions }, provide) => {
    const door = await openDoor();
    const folder = mkdtempSync(join(tmpdir(), "callout-phone-"));
    const started: BrowserContext[] = [];
    await provide({
      door,
      start: async () => {
        const options = { ...contextOptions, ...launchOptions, baseURL: door.url };
        const context = await chromium.launchPersistentContext(folder, options);
        started.push(context);
        return wakePages(context);
      },
    });
    for (const context of started) await context.close();
    await door.close();
  },
});

type Saved = { cookies: Parameters<BrowserContext["addCookies"]>[0] };

/** The session's cookies lie on the phone's disk, as those of a real sign-in do. */
async function putSession(context: BrowserContext, path: string): Promise<void> {
  const { cookies } = JSON.parse(readFileSync(path, "utf8")) as Saved;
  const expires = Math.floor(Date.now() / 1000) + 30 * 86_400;
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, expires })));
}

const pill = (page: Page, words: string | RegExp) => page.getByRole("link").filter({ hasText: words });

/** Kept as a whole, at work, and filled: from here on the phone needs nobody. */
async function expectReady(page: Page): Promise<void> {
  await expect(pill(page, "All saved")).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const keptAddresses = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(
      names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
      ),
    );
    return { names, paths: kept.flat() };
  });

test("the field app can be installed", async ({ openAs }) => {
  const page = await openAs("tech8@northside.test");
  await page.goto("/field");
  await expect(page.getByRole("navigation", { name: "Field app" })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A window of a test is a private one, and those install nothing; everything else would be ours.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

test("after a restart of the browser without signal every address opens, and only the app itself is kept", async ({
  phone,
  sessionOf,
}) => {
  const context = await phone.start();
  await putSession(context, await sessionOf("tech8@northside.test"));
  const page = await context.newPage();
  await page.goto("/field");
  await expectReady(page);
  await page.goto("/field/me");
  await expect(page.getByRole("heading", { level: 1, name: "Me" })).toBeVisible();
  const { names, paths } = await keptAddresses(page);
  expect(names).toHaveLength(1);
  expect(paths.filter((path) => path !== "/field" && !path.startsWith("/_next/static/"))).toEqual([]);
  expect(paths.some((path) => path.endsWith(".woff2"))).toBe(true);
  await context.close();

  phone.door.shut();
  const restarted = await phone.start();
  const cold = await restarted.newPage();
  const errors: string[] = [];
  cold.on("pageerror", (error) => errors.push(error.message));
  await cold.goto("/field/me");
  await expect(cold.getByRole("heading", { level: 1, name: "Me" })).toBeVisible();
  await expect(pill(cold, "No signal")).toBeVisible();
  await cold.getByRole("radio", { name: "Deutsch" }).click();
  await expect(cold.getByRole("heading", { level: 1, name: "Ich" })).toBeVisible();
  await cold.getByRole("radio", { name: "English" }).click();
  await pill(cold, "No signal").click();
  await expect(cold).toHaveURL(/\/field\/sync$/);
  await expect(cold.getByRole("heading", { level: 1, name: "Sync" })).toBeVisible();
  await cold.goto("/field/nowhere");
  await expect(cold.getByRole("heading", { level: 1, name: "No such page" })).toBeVisible();
  await cold.goto("/field");
  await expect(cold.getByRole("link", { name: "Me" })).toBeVisible();
  expect(errors).toEqual([]);

  phone.door.open();
  await cold.getByRole("link", { name: "Me" }).click();
  await cold.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(pill(cold, "All saved")).toBeVisible();
});

test("an expired session opens the phone all the same, and is renewed when there is a signal", async ({
  phone,
  sessionOf,
}) => {
  const context = await phone.start();
  await putSession(context, await sessionOf("tech8@northside.test"));
  const page = await context.newPage();
  await page.goto("/field");
  await expectReady(page);
  phone.door.shut();
  // Only the time in the token is looked at on the phone; the signature is the office's business.
  await page.evaluate(() => {
    const decode = (text: string) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const encode = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const parts = document.cookie
      .split("; ")
      .filter((each) => each.startsWith("callout-auth"))
      .sort();
    const session = JSON.parse(
      decode(
        parts
          .map((each) => each.slice(each.indexOf("=") + 1))
          .join("")
          .replace("base64-", ""),
      ),
    ) as { access_token: string; expires_at: number };
    const [head, body, sum] = session.access_token.split(".");
    const claims = JSON.parse(decode(body ?? "")) as { exp: number };
    claims.exp = 1_700_000_000;
    session.access_token = [head, encode(JSON.stringify(claims)), sum].join(".");
    session.expires_at = claims.exp;
    const value = `base64-${encode(JSON.stringify(session))}`;
    for (const [index] of parts.entries()) {
      const name = parts.length === 1 ? "callout-auth" : `callout-auth.${index}`;
      const piece = parts.length === 1 ? value : value.slice(index * 3180, (index + 1) * 3180);
      document.cookie = `${name}=${piece}; path=/; max-age=86400; samesite=lax`;
    }
  });
  await page.reload();
  await expect(page.getByRole("navigation", { name: "Field app" })).toBeVisible();
  await expect(pill(page, "No signal")).toBeVisible();
  phone.door.open();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(pill(page, "All saved")).toBeVisible();
});

test("a new version asks before it takes over, and drops nothing that was typed", async ({
  phone,
  sessionOf,
}) => {
  const context = await phone.start();
  await putSession(context, await sessionOf("tech8@northside.test"));
  const page = await context.newPage();
  await page.goto("/field");
  await expectReady(page);
  const [before] = (await keptAddresses(page)).names;
  await plantUnsent(page, "typed before the update", phone.door);

  phone.door.renewBuild("a-later-build");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration("/field"))?.update());
  await expect(page.getByText("New version")).toBeVisible();
  await expect.poll(async () => (await keptAddresses(page)).names).toHaveLength(2);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText("New version")).toBeHidden();
  await expect(pill(page, /1 waiting|All saved/)).toBeVisible();
  await expect.poll(async () => (await keptAddresses(page)).names).toEqual(["callout-field-a-later-build"]);
  expect(before).not.toBe("callout-field-a-later-build");
  phone.door.turnAway(null);
  await page.goto("/field/sync");
  await expect(page.getByText("typed before the update")).toBeVisible();
});

test("signing out is refused while anything is unsent, and clears the phone afterwards", async ({
  phone,
}) => {
  const founder = await createAccount("Ada Owner");
  const company = await createCompany(founder, "Sunrise Heating");
  const technician = await createAccount("Sam Rivers");
  await joinCompany(company, technician, "technician");
  const context = await phone.start();
  const page = await context.newPage();
  await signInAs(page, technician);
  await expectReady(page);
  await plantUnsent(page, "left in the cellar", phone.door);
  await page.goto("/field/me");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("1 entry is not sent yet. Stay signed in until it is.")).toBeVisible();
  await expect(page).toHaveURL(/\/field\/me$/);

  phone.door.turnAway(null);
  await page.goto("/field/sync");
  // It goes out by itself. Nobody's visit: the office refuses it, and the person says that it may go.
  await page.getByRole("button", { name: /Take office/ }).click();
  await expect(pill(page, "All saved")).toBeVisible();
  await page.goto("/field/me");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Not signed in" })).toBeVisible();
  await expect.poll(() => storesOf(page)).toEqual([]);
});

test("a removed person takes what was unsent along as a file, and the phone is emptied", async ({
  phone,
}) => {
  const founder = await createAccount("Bea Owner");
  const company = await createCompany(founder, "Harbour Plumbing");
  const technician = await createAccount("Kim Lake");
  await joinCompany(company, technician, "technician");
  const context = await phone.start();
  const page = await context.newPage();
  await signInAs(page, technician);
  await expectReady(page);
  await plantUnsent(page, "never arrived", phone.door);
  await suspend(company, technician);
  phone.door.turnAway(null);
  await page.goto("/field");
  await expect(page.getByRole("heading", { name: "You no longer belong to Harbour Plumbing" })).toBeVisible();
  await expect(page.getByText("One entry never reached the office.")).toBeVisible();
  await expect(page.getByText("Note: never arrived")).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^callout-unsent-\d{4}-\d\d-\d\d\.zip$/);
  expect(readFileSync(await file.path()).toString("latin1")).toContain("never arrived");
  await page.getByRole("button", { name: "Remove everything from this phone" }).click();
  await expect(page).not.toHaveURL(/\/field$/);
  // The session is still there and says the company; the first answer says that it is over, and nothing is left.
  await page.goto("/field");
  await expect(page.getByText("Nothing was left unsent.")).toBeVisible();
  await expect.poll(() => storesOf(page)).toEqual([]);
});

test("the pages of the phone are whole in every theme, at 320 pixels and with the largest letters", async ({
  openAs,
}) => {
  const page = await openAs("tech8@northside.test");
  for (const name of ["me", "sync"]) {
    await page.goto(`/field/${name}`);
    await expect(pill(page, "All saved")).toBeVisible();
    await lookAt(page, `field-${name}`);
  }
  await page.goto("/field/me");
  await page.getByRole("radio", { name: "Sun" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "sun");
  await lookAt(page, "field-me-sun");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "sun");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  for (const name of ["me", "sync"]) {
    await page.getByRole("link", { name: name === "me" ? "Me" : /saved/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `sideways scroll of ${name}`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `.local/test/screens/phone/field-${name}-320-large.png`, fullPage: true });
  }
});

async function signInAs(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in?next=/field");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/field$/);
}

/**
 * One note that the office has not seen, written into the phone's store as the app writes it, for a visit that is
 * nobody's. The office answers no phone until the door lets it.
 */
async function plantUnsent(page: Page, body: string, door: Door): Promise<void> {
  door.turnAway("/api/v1/sync");
  await page.evaluate(async (words) => {
    const name = (await indexedDB.databases()).find((each) => /^callout-field-.{73}$/.test(each.name ?? ""));
    const request = indexedDB.open(name?.name ?? "");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(new Error("The store could not be opened.")));
    });
    const [opId, noteId, visitId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const op = {
      op_id: opId,
      kind: "note.add",
      entity: "note",
      entity_id: noteId,
      device_time: new Date().toISOString(),
      payload: { booking_id: visitId, body: words },
    };
    const state = { state: "queued", attempts: 0, next_at: 0, queued_at: Date.now() };
    const answer = { result: null, code: null, detail: null, parked_by: null, answered_at: null };
    const writing = database.transaction("operations", "readwrite");
    writing
      .objectStore("operations")
      .add({ op_id: opId, op, visit_id: visitId, entity_id: noteId, ...state, ...answer });
    await new Promise((resolve) => writing.addEventListener("complete", resolve));
    database.close();
  }, body);
  await page.reload();
  await expect(page.getByRole("link").filter({ hasText: "1 waiting" })).toBeVisible();
}

const storesOf = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name }) => name)
      .filter((name) => name?.startsWith("callout-field-")),
  );
