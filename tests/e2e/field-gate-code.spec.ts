import { expect, test } from "./support/people";
import { createFieldCompany } from "./support/field-company";
import { openDay } from "./support/field-work";
import { apiOf, tokenOf } from "./support/office";
import { openPhone } from "./support/phone";

test.describe.configure({ timeout: 180_000 });

type Line = { action: string; changed: string[]; actor: { name: string | null } };

test("a gate code noted in the office is on the phone without signal, and the look reaches the audit log later", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Gate Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00", isPlain: true });
  const { job } = await field.api<{ job: { property: { id: string } } }>("GET", `/bookings/${visit.id}`);
  const { property } = job;

  await test.step("the office notes it", async () => {
    const page = await openAs(field.dispatcher.email, field.dispatcher.password);
    await page.goto(`/o/${field.company.slug}/properties/${property.id}`);
    await page.getByRole("button", { name: "Add gate code" }).click();
    const dialog = page.getByRole("dialog", { name: "Add gate code" });
    await dialog.getByLabel("New code").fill("left box, 8264");
    await dialog.getByRole("button", { name: "Save code" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("8264")).toHaveCount(0);
  });

  const asOwner = apiOf(await tokenOf(field.owner));
  const looks = async () =>
    (await asOwner<Line[]>("GET", `/audit-logs?entity=property&entity_id=${property.id}&action=view`)).map(
      ({ changed, actor }) => [changed.join(), actor.name],
    );
  const phone = await openPhone(field.technician);
  await test.step("the phone shows it without signal", async () => {
    const page = phone.page();
    await openDay(page);
    await expect(page.getByText("Gate code inside")).toBeVisible();
    await phone.setOffline(true);
    await page.goto(`/field/bookings/${visit.id}`);
    await page.getByRole("button", { name: "Access" }).click();
    const access = page.getByRole("region", { name: "Access" });
    await expect(access.getByText("8264")).toHaveCount(0);
    await access.getByRole("button", { name: "Show gate code" }).click();
    await expect(access.getByText("left box, 8264")).toBeVisible();
    expect(await looks()).toEqual([]);
  });

  await test.step("with signal the office learns of the look, once", async () => {
    await phone.setOffline(false);
    await expect.poll(looks).toEqual([["gate_code", "Sam Okafor"]]);
  });
  await phone.end();
});
