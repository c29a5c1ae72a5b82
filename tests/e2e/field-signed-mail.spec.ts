import { expect, test } from "@playwright/test";
import { requireSignature } from "./support/company";
import { createFieldCompany } from "./support/field-company";
import { answerQuestions, arrive, complete, openDay, photographFlue, sign } from "./support/field-work";
import { waitForMail } from "./support/mailbox";
import { openPhone } from "./support/phone";

test.describe.configure({ timeout: 240_000 });

test("who signs without signal and asks for it has the signed report in his mail once there is signal", async () => {
  const field = await createFieldCompany("Signed Heating");
  await requireSignature(field.company);
  const visit = await field.addVisit({ from: "09:00", to: "10:00" });
  const address = `claire-${visit.id}@customers.test`;
  const phone = await openPhone(field.technician);
  const page = phone.page();
  await openDay(page);
  await phone.setOffline(true);
  await arrive(page);
  await answerQuestions(page);
  await photographFlue(page);

  await test.step("an address that is none is refused before anything is signed", async () => {
    await page.getByRole("button", { name: "Get signature" }).click();
    const email = page.getByRole("textbox", { name: "E-mail me this" });
    await email.fill("claire at home");
    await page.getByRole("button", { name: "Accept" }).click();
    await expect(page.getByText("This is no e-mail address.")).toBeVisible();
    await email.fill(address);
    await page.getByRole("link", { name: "Visit" }).click();
  });
  // The address typed before is still there.
  await sign(page, "Claire Moreau");
  await complete(page);
  await phone.setOffline(false);

  const mail = await waitForMail(address);
  expect(mail.subject).toBe("Your signed report: Boiler repair");
  expect(mail.text).toContain("Signed Heating");
  expect(mail.attachments?.map(({ name }) => name)).toEqual([expect.stringMatching(/\.pdf$/)]);
  expect(mail.attachments?.[0]?.size_bytes).toBeGreaterThan(10_000);
  await phone.end();
});
