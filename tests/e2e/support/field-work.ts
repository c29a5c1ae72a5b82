import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** The day of a technician, filled, and the worker that keeps the app on the phone in charge of the page. */
export async function openDay(page: Page): Promise<void> {
  await page.goto("/field");
  await expect(page.getByRole("button", { name: "On my way" })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(page.getByRole("button", { name: "On my way" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

const question = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

/** From the chair to the boiler: the visit is open afterwards. */
export async function arrive(page: Page): Promise<void> {
  await page.getByRole("button", { name: "On my way" }).click();
  await page.getByRole("button", { name: "I am here", exact: true }).click();
  await expect(page).toHaveURL(/\/field\/bookings\//);
  await expect(page.getByText("On site", { exact: true })).toBeVisible();
}

/** No leak; a value above its limit is refused until it is measured again. */
export async function answerQuestions(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Checklist, 2 left" }).click();
  await question(page, "Is there a leak?").getByRole("radio", { name: "No" }).click();
  await measure(page, "40");
  await expect(page.getByText("CO 40 ppm is above 9. Measure again or note why.")).toBeVisible();
  await measure(page, "4");
  await expect(page.getByText("2 of 3").first()).toBeVisible();
}

async function measure(page: Page, value: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "CO" });
  await field.fill(value);
  await field.press("Enter");
}

/** With the phone's camera, which shows a test picture; the shutter once. */
export async function photographFlue(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Take photo: Flue after the work" }).click();
  await page.getByRole("button", { name: "Take photo", exact: true }).click();
  await expect(page.getByRole("heading", { name: "1 photo" })).toBeVisible();
  await page.getByRole("link", { name: "Visit" }).click();
}

export async function sign(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Get signature" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill(name);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByText("Sign on the line first.")).toBeVisible();
  const field = page.getByRole("img", { name: "Sign here" });
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  if (!box) throw new Error("There is nothing to sign on.");
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (const step of [1, 2, 3, 4, 5, 6])
    await page.mouse.move(box.x + 40 + step * 30, box.y + 60 + (step % 2) * 50, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page).toHaveURL(/\/field\/bookings\/[^/]+$/);
}

/** Done within two minutes, which is asked about once. */
export async function complete(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Complete visit" }).click();
  const slip = page.getByRole("dialog");
  await slip.getByRole("button", { name: "Complete visit" }).click();
  await expect(page.getByText("Completed", { exact: true })).toBeVisible();
}
