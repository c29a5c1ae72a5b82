import { lookAt } from "./support/screens";
import { expect, signIn, test } from "./support/people";

test("who starts the demo signs in as its dispatcher and sees the day", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await lookAt(page, "sign-in");

  await signIn(page, "dispatcher@northside.test");
  await expect(page).toHaveURL(/\/o\/northside\/today/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Today");
});

test("the installation says that it is well, and nothing else", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  const health = (await response.json()) as Record<string, unknown>;
  expect(health).toMatchObject({ status: "ok", checks: { worker: { ok: true } } });
  expect(health.migration).toMatch(/^\d{14}$/);
  expect(JSON.stringify(health)).not.toMatch(/sb_secret|postgres:|password|127\.0\.0\.1/);
});

test("a wrong password says so and keeps what was typed", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("dispatcher@northside.test");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("dispatcher@northside.test");
});
