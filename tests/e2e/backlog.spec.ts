import { expect, test } from "./support/desk";
import type { Desk } from "./support/desk";
import { addRequest } from "./support/office";

type Stored = { status: string; declined_reason: string | null; job: { id: string } | null };

const storedOf = ({ api }: Desk, id: string) => api<Stored>("GET", `/booking-requests/${id}`);

test("a request becomes a visit by one press on its best time, and Undo brings it back", async ({
  desk,
  openDesk,
}) => {
  const request = await addRequest(desk);
  const page = await openDesk(`/backlog?q=${encodeURIComponent(request.name)}`);
  await page.getByRole("link", { name: request.name }).first().click();
  const panel = page.getByRole("complementary", { name: `Plan ${request.number}` });
  await panel.getByRole("region", { name: "Best free times" }).getByRole("listitem").first().click();
  await expect(page.getByText(new RegExp(`^${request.name}, .+\\.$`)).first()).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, request.id)).status).toBe("planned");
  const { job } = await storedOf(desk, request.id);
  const visits = () => desk.api<{ status: string }[]>("GET", `/bookings?job_id=${job?.id}`);
  await expect.poll(async () => (await visits()).map(({ status }) => status)).toEqual(["scheduled"]);
  await expect(page.locator("[data-row-id]")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(
      async () => (await desk.api<unknown[]>("GET", `/bookings?job_id=${job?.id}&status=scheduled`)).length,
    )
    .toBe(0);
});

test("a request is declined with a reason that stays with it", async ({ desk, openDesk }) => {
  const request = await addRequest(desk);
  const page = await openDesk(`/backlog?open=${request.id}&q=${encodeURIComponent(request.name)}`);
  const panel = page.getByRole("complementary", { name: `Plan ${request.number}` });
  await panel.getByRole("button", { name: "Decline" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Decline the request of ${request.name}?` });
  await dialog.getByRole("button", { name: "Decline request" }).click();
  await expect(dialog.getByText("Say why: it stays with the request.")).toBeVisible();
  await dialog.getByRole("button", { name: "Outside our area" }).click();
  await dialog.getByRole("button", { name: "Decline request" }).click();
  await expect(page.getByText("Request declined.")).toBeVisible();
  await expect(panel).toHaveCount(0);
  await expect
    .poll(() => storedOf(desk, request.id))
    .toMatchObject({
      status: "declined",
      declined_reason: "Outside our area",
    });
});
