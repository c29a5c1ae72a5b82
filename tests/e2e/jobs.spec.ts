import type { Page } from "@playwright/test";
import { expect, test } from "./support/desk";
import type { Desk, Work } from "./support/desk";

type Stored = { status: string; status_reason: string | null; title: string; wishes: string | null };

const storedOf = ({ api }: Desk, { jobId }: Work) => api<Stored>("GET", `/jobs/${jobId}`);

async function openJob(openDesk: (path: string) => Promise<Page>, { jobId }: Work): Promise<Page> {
  const page = await openDesk(`/jobs/${jobId}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Radiator stays cold");
  return page;
}

async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("a job rests with a reason, is taken up again, and cancelled takes its visits along", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const visit = await desk.addVisit(person.id);
  const page = await openJob(openDesk, visit);

  await choose(page, "Put on hold…");
  const hold = page.getByRole("alertdialog", { name: /^Put J-\d+ on hold\?$/ });
  await expect(hold).toContainText("Its visit keeps its time.");
  await hold.getByRole("button", { name: "Put on hold" }).click();
  await expect(hold.getByText("Say why: it stays with the job.")).toBeVisible();
  await hold.getByRole("button", { name: "Waiting for approval" }).click();
  await hold.getByRole("button", { name: "Put on hold" }).click();
  await expect(hold).toBeHidden();
  await expect(
    page.getByRole("banner").or(page.locator("header")).getByText("On hold").first(),
  ).toBeVisible();
  await expect
    .poll(() => storedOf(desk, visit))
    .toMatchObject({
      status: "on_hold",
      status_reason: "Waiting for approval",
    });

  const takenUp = page.waitForResponse((answer) => answer.url().endsWith("/transitions"));
  await choose(page, "Take up again");
  await takenUp;
  await expect.poll(async () => (await storedOf(desk, visit)).status).toBe("scheduled");

  await choose(page, "Cancel job…");
  const cancel = page.getByRole("alertdialog", { name: /^Cancel J-\d+\?$/ });
  await expect(cancel).toContainText("One visit ahead is cancelled too.");
  await cancel.getByRole("button", { name: "No longer wanted" }).click();
  await cancel.getByRole("button", { name: "Cancel job" }).click();
  await expect(cancel).toBeHidden();
  await expect(page.getByRole("link", { name: visit.number })).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, visit)).status).toBe("cancelled");
  // Both by one statement: whoever sees the one sees the other.
  const { status } = await desk.api<{ status: string }>("GET", `/bookings/${visit.id}`);
  expect(status).toBe("cancelled");
  await expect(page.getByRole("button", { name: "Plan next visit" })).toHaveCount(0);
});

test("who edits a job over another person's change chooses by field, and both changes survive", async ({
  desk,
  openDesk,
}) => {
  const work = await desk.addWork();
  const page = await openJob(openDesk, work);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: /^Edit J-\d+$/ });
  await sheet.getByLabel("What it is").fill("Radiator and boiler");
  await desk.api("PATCH", `/jobs/${work.jobId}`, { title: "Radiator leaks", wishes: "After four o'clock" });
  await sheet.getByRole("button", { name: "Save job" }).click();
  const compare = page.getByRole("dialog", { name: "Dora Dispatcher changed this while you were typing." });
  const side = (field: string, name: string) =>
    compare
      .getByRole("radiogroup", { name: `Which value of ${field} shall stand` })
      .getByRole("radio", { name });
  await expect(side("What it is", "Yours")).toBeChecked();
  await expect(side("Wishes of the customer", "Theirs")).toBeChecked();
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Radiator and boiler");
  await expect
    .poll(() => storedOf(desk, work))
    .toMatchObject({
      title: "Radiator and boiler",
      wishes: "After four o'clock",
    });
});

test("the next visit of a job is planned from its page, without asking again who and where", async ({
  desk,
  openDesk,
}) => {
  const work = await desk.addWork();
  const page = await openJob(openDesk, work);
  await page.getByRole("button", { name: "Plan next visit" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New visit" });
  await expect(sheet.getByText("9 Sherman Avenue, New York")).toBeVisible();
  await sheet.getByRole("list", { name: "Best free times" }).getByRole("button").first().click();
  await sheet.getByRole("button", { name: "Plan visit" }).click();
  await expect(page.getByText(/V-\d+ planned for/)).toBeVisible();
  await expect(page.getByRole("link", { name: /^V-\d+$/ }).first()).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, work)).status).toBe("scheduled");
});
