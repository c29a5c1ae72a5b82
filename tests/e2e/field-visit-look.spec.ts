import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { createFieldCompany } from "./support/field-company";
import type { FieldCompany } from "./support/field-company";
import { installation } from "./support/installation";
import { apiOf, tokenOf } from "./support/office";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

test.describe.configure({ timeout: 300_000 });

const LONG = "Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Langenburg";

/** Nothing stands beyond the edge; what scrolls sideways by itself is a row of chips. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect.soft(widths.scrollWidth, page.url()).toBe(widths.clientWidth);
}

/** Everything that is pressed has room for a thumb: 48 px at least, and 56 with its frame. */
async function expectThumbSized(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, a[href], [role=radio], summary")]
      .map((each) => ({ words: each.textContent, box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 2 && box.height > 0 && (box.height < 48 || box.width < 48))
      .map(({ words, box }) => `${words}: ${Math.round(box.width)} x ${Math.round(box.height)}`),
  );
  expect.soft(small, page.url()).toEqual([]);
}

async function lookInAllLights(page: Page, name: string, shown: string): Promise<void> {
  await expect(page.getByText(shown).first()).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await lookAt(page, name);
  await expectThumbSized(page);
  await page.context().addCookies([{ name: "field_theme", value: "sun", url: installation.url }]);
  // So tall that nothing lies half under a bar: what one cannot press there is scrolled to.
  await page.setViewportSize({ width: 320, height: 2400 });
  await page.reload();
  await expect(page.getByText(shown).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  await expectNoSidewaysScroll(page);
  await page.screenshot({
    path: `.local/test/screens/${test.info().project.name}/${name}-sun-large.png`,
    fullPage: true,
  });
  await page.context().clearCookies({ name: "field_theme" });
}

/** What the company asks of its own of visits, as long as it may be called. */
async function nameOwnFields(field: FieldCompany): Promise<void> {
  const asOwner = apiOf(await tokenOf(field.owner));
  const add = (body: object) => asOwner("POST", "/custom-fields", { entity: "booking", ...body });
  await add({
    name: "Where the van may stand before nine o'clock in the morning",
    key: "parking",
    type: "text",
  });
  await add({ name: "Plan", type: "url" });
}

test("each field page of a visit is accessible in light, dark and Sun, at 390 and 320, with large words", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Looked At", "Bartholomew Featherstonehaugh-Cholmondeley");
  const visit = await field.addVisit({
    from: "09:00",
    to: "10:00",
    customer: LONG,
    instructions: "Ring the janitor first, the key of the boiler room hangs in his office.",
  });
  await nameOwnFields(field);
  await field.api("PATCH", `/bookings/${visit.id}`, {
    custom_fields: { parking: LONG, plan: `https://plans.example.test/${LONG.replaceAll(" ", "-")}` },
  });
  await field.addVisit({ from: "13:00", to: "14:00", customer: LONG });
  for (const to of ["en_route", "on_site"])
    await field.api("POST", `/bookings/${visit.id}/transitions`, { to });
  const page = await openAs(field.technician.email, field.technician.password);
  const at = `/field/bookings/${visit.id}`;
  await page.goto("/field");
  await lookInAllLights(page, "field-day", "Checklist, 2 left");
  for (const { path, name, shown } of [
    { path: at, name: "field-visit", shown: "To finish" },
    { path: `${at}/checklist`, name: "field-checklist", shown: "Is there a leak?" },
    { path: `${at}/photos`, name: "field-photos", shown: "No photo yet" },
    { path: `${at}/signature`, name: "field-signature", shown: "Your name" },
    { path: `${at}/report`, name: "field-report", shown: "Service report" },
  ]) {
    await page.goto(path);
    await lookInAllLights(page, name, shown);
  }
});
