import { createFieldCompany } from "./support/field-company";
import { apiOf, tokenOf } from "./support/office";
import { openPhone } from "./support/phone";
import { expect, test } from "./support/people";
import { lookAt } from "./support/screens";

test.describe.configure({ timeout: 180_000 });

test("what the company keeps of its own of a visit is on the phone, in its language and without signal", async () => {
  const field = await createFieldCompany("Own Heating", "Samuel Okafor", "de");
  const asOwner = apiOf(await tokenOf(field.owner));
  const choices = [{ label: "Yard" }, { label: "Street" }];
  const fields = [
    { name: "Parking", type: "choice", options: choices },
    { name: "Meter", type: "number" },
    { name: "Dog", type: "yes_no" },
    { name: "Last swept", type: "date" },
    { name: "Plan", type: "url" },
    { name: "Who opened", type: "text" },
    { name: "Removed", type: "text" },
  ];
  const ids = [];
  for (const [position, each] of fields.entries())
    ids.push((await asOwner("POST", "/custom-fields", { entity: "booking", position, ...each })).id);
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  await field.api("PATCH", `/bookings/${visit.id}`, {
    custom_fields: {
      parking: "yard",
      meter: 1204.5,
      dog: true,
      last_swept: "2024-03-05",
      plan: "https://plans.example.test/boiler/7",
      removed: "Nobody asks any more",
    },
  });
  await asOwner("DELETE", `/custom-fields/${ids.at(-1)}`);

  const phone = await openPhone(field.technician);
  const page = phone.page();
  await page.goto("/field");
  await expect(page.getByRole("button", { name: "Ich fahre los" })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`/field/bookings/${visit.id}`);
  const shown = page.getByRole("region", { name: "Mehr zu diesem Termin" });
  const lines = () =>
    shown
      .locator("dl > div")
      .evaluateAll((all) =>
        all.map(
          (each) => `${each.querySelector("dt")?.textContent}: ${each.querySelector("dd")?.textContent}`,
        ),
      );
  const known = [
    "Parking: Yard",
    "Meter: 1.204,5",
    "Dog: Ja",
    "Last swept: 5. März 2024",
    "Plan: plans.example.test/boiler/7",
  ];
  await expect.poll(lines).toEqual(known);
  await lookAt(page, "field-visit-fields-de");

  await phone.setOffline(true);
  await page.reload();
  await expect.poll(lines).toEqual(known);

  await test.step("a later change comes with the next signal, a visit without values says nothing", async () => {
    await field.api("PATCH", `/bookings/${visit.id}`, { custom_fields: { meter: null, who_opened: "Ann" } });
    await phone.setOffline(false);
    await expect
      .poll(lines)
      .toEqual([...known.filter((line) => !line.startsWith("Meter")), "Who opened: Ann"]);
    const cleared = Object.fromEntries(
      ["parking", "dog", "last_swept", "plan", "who_opened", "removed"].map((key) => [key, null]),
    );
    await field.api("PATCH", `/bookings/${visit.id}`, { custom_fields: cleared });
    await page.reload();
    await expect(shown).toHaveCount(0);
    await expect(page.getByText("Boiler repair").first()).toBeVisible();
  });
  await phone.end();
});
