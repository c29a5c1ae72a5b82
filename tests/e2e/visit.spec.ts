import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/desk";
import type { Desk, Visit } from "./support/desk";
import { onMonday } from "./support/office";

const MINUTE_MS = 60_000;

type Stored = {
  status: string;
  outcome: string | null;
  outcome_reason: string | null;
  status_reason: string | null;
  starts_at: string | null;
  ends_at: string | null;
  instructions: string | null;
  assignments: { name: string }[];
  status_history: { to: string; reason: string | null }[];
};

const storedOf = ({ api }: Desk, { id }: Visit) => api<Stored>("GET", `/bookings/${id}`);

/** A visit that runs now: what is completed long before its time would be a slip. */
function aroundNow() {
  const startMs = Math.floor(Date.now() / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  const at = (minutes: number) => new Date(startMs + minutes * MINUTE_MS).toISOString();
  return { starts_at: at(0), ends_at: at(60) };
}

async function openVisit(openDesk: (path: string) => Promise<Page>, visit: Visit): Promise<Page> {
  const page = await openDesk(`/bookings/${visit.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(visit.number);
  return page;
}

/** The state as the page shows it: the button behind which the next steps are. */
const state = (page: Page, name: string): Locator =>
  page.getByRole("button", { name: new RegExp(`^${name}.*Change the state$`) });

async function take(page: Page, step: string): Promise<void> {
  await page.getByRole("button", { name: /Change the state$/ }).click();
  await page.getByRole("menuitem", { name: step }).click();
}

async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("a visit goes through its day by the state button, and a reason is asked where one is kept", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const visit = await desk.addVisit(person.id, aroundNow());
  const page = await openVisit(openDesk, visit);
  for (const [step, shown] of [
    ["Dispatch", "Dispatched"],
    ["On the way", "On the way"],
    ["Arrived", "On site"],
  ] as const) {
    await take(page, step);
    await expect(state(page, shown)).toBeVisible();
  }

  await take(page, "Pause…");
  const pause = page.getByRole("dialog", { name: "Pause" });
  await pause.getByRole("button", { name: "Pause" }).click();
  await expect(pause.getByText("Say why: it stays with the visit.")).toBeVisible();
  await pause.getByRole("button", { name: "Waiting for parts" }).click();
  await pause.getByRole("button", { name: "Pause" }).click();
  await expect(state(page, "Paused")).toBeVisible();
  await take(page, "Go on");
  await expect(state(page, "On site")).toBeVisible();

  await take(page, "Complete…");
  const complete = page.getByRole("dialog", { name: "Complete" });
  await complete.getByRole("radio", { name: /^Something is left/ }).click();
  await complete.getByRole("textbox", { name: "Reason" }).fill("The pump comes on Friday");
  await complete.getByRole("button", { name: "Complete" }).click();
  await expect(state(page, "Completed")).toBeVisible();
  await expect(page.getByText("Not finished: The pump comes on Friday")).toBeVisible();

  await take(page, "Reopen");
  const reopen = page.getByRole("dialog", { name: "Reopen" });
  await expect(reopen).toContainText("The visit goes on as if it had not ended.");
  await reopen.getByRole("button", { name: "Something was forgotten" }).click();
  await reopen.getByRole("button", { name: "Reopen" }).click();
  await expect(state(page, "On site")).toBeVisible();

  await expect.poll(async () => (await storedOf(desk, visit)).status).toBe("on_site");
  const { status_history: steps } = await storedOf(desk, visit);
  expect(steps.slice(-4).map(({ to, reason }) => [to, reason])).toEqual([
    ["paused", "Waiting for parts"],
    ["on_site", null],
    ["completed", "The pump comes on Friday"],
    ["on_site", "Something was forgotten"],
  ]);
});

test("nobody was there: the time becomes free, and the work is planned again from the same page", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const times = aroundNow();
  const visit = await desk.addVisit(person.id, times);
  const page = await openVisit(openDesk, visit);
  await take(page, "Nobody was there…");
  const dialog = page.getByRole("dialog", { name: "Nobody was there" });
  await expect(dialog).toContainText(`${visit.customer} was not met.`);
  await dialog.getByRole("button", { name: "Nobody opened" }).click();
  await dialog.getByRole("button", { name: "Nobody was there" }).click();
  await expect(state(page, "No-show")).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, visit)).status_reason).toBe("Nobody opened");
  // The same hour of the same person is somebody else's now.
  await desk.addVisit(person.id, times);
  await take(page, "Plan again");
  await expect(state(page, "Unscheduled")).toBeVisible();
});

test("a cancelled visit keeps its reason and can be planned again", async ({ desk, openDesk }) => {
  const person = await desk.addPerson();
  const visit = await desk.addVisit(person.id);
  const page = await openVisit(openDesk, visit);
  await choose(page, "Cancel visit");
  const dialog = page.getByRole("alertdialog", { name: `Cancel the visit to ${visit.customer}?` });
  await expect(dialog).toContainText(`${person.name}: the time becomes free.`);
  await dialog.getByRole("button", { name: "Cancel visit" }).click();
  await expect(dialog.getByText("Say why: it stays with the visit.")).toBeVisible();
  await dialog.getByRole("button", { name: "Weather" }).click();
  await dialog.getByRole("button", { name: "Cancel visit" }).click();
  await expect(dialog).toBeHidden();
  await expect(state(page, "Cancelled")).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, visit)).status_reason).toBe("Weather");
  await desk.addVisit(person.id);
  await take(page, "Plan again");
  await expect(state(page, "Unscheduled")).toBeVisible();
});

test("a move, a change of people and a way to the backlog are taken back by Undo, in the database too", async ({
  desk,
  openDesk,
}) => {
  const [person, other] = [await desk.addPerson(), await desk.addPerson()];
  const visit = await desk.addVisit(person.id);
  const page = await openVisit(openDesk, visit);
  const before = await storedOf(desk, visit);
  const place = ({ starts_at, ends_at, assignments }: Stored) => ({
    starts_at,
    ends_at,
    names: assignments.map(({ name }) => name),
  });
  const undo = async () => {
    // The next step begins with the version that this one leaves behind, so the page must know it.
    const answer = page.waitForResponse(/\/api\/v1\/bookings\/moves$/);
    await page.getByRole("button", { name: "Undo" }).click();
    expect((await answer).ok()).toBe(true);
    await expect.poll(async () => place(await storedOf(desk, visit))).toEqual(place(before));
  };

  await page.getByRole("button", { name: "Reschedule", exact: true }).first().click();
  const reschedule = page.getByRole("dialog", { name: `Reschedule ${visit.number}` });
  await reschedule.getByLabel("Starts").fill("14:30");
  await reschedule.getByRole("button", { name: /^Move to/ }).click();
  await expect(reschedule).toBeHidden();
  const moved = async () => {
    const { starts_at, ends_at } = await storedOf(desk, visit);
    return [starts_at, ends_at].map((at) => new Date(at ?? "").toISOString());
  };
  const wanted = onMonday("14:30", "15:30");
  await expect.poll(moved).toEqual([wanted.starts_at, wanted.ends_at]);
  await undo();

  await choose(page, "Reassign");
  const assign = page.getByRole("dialog", { name: `Who goes to ${visit.number}` });
  await assign.getByRole("button", { name: `Take ${person.name} off` }).click();
  await assign.getByRole("combobox", { name: "People and things" }).fill(other.name);
  await page.getByRole("option", { name: other.name }).click();
  await assign.getByRole("button", { name: `Assign to ${other.name}` }).click();
  await expect(assign).toBeHidden();
  await expect.poll(async () => place(await storedOf(desk, visit)).names).toEqual([other.name]);
  await undo();

  await choose(page, "Move to backlog");
  await expect(page.getByText("Time taken away. The visit waits in the backlog.")).toBeVisible();
  await expect(state(page, "Unscheduled")).toBeVisible();
  await expect.poll(async () => (await storedOf(desk, visit)).starts_at).toBeNull();
  await undo();
  await expect(state(page, "Scheduled")).toBeVisible();
});

test("Enter right after the letters chooses who was typed, not the first of the list before them", async ({
  desk,
  openDesk,
}) => {
  const [first = "", second = ""] = [await desk.addPerson(), await desk.addPerson()]
    .map(({ name }) => name)
    .toSorted();
  const visit = await desk.addVisit(null);
  const page = await openVisit(openDesk, visit);
  let isAsked = false;
  await page.route(/\/api\/v1\/resources\?.*q=/, () => void (isAsked = true));
  await choose(page, "Assign");
  const assign = page.getByRole("dialog", { name: `Who goes to ${visit.number}` });
  const who = assign.getByRole("combobox", { name: "People and things" });
  const option = (name: string) => page.getByRole("option", { name });
  await who.click();
  await expect(option(first)).toBeVisible();
  await who.fill("No such person");
  await expect.poll(() => isAsked).toBe(true);
  await expect(option(first)).toBeHidden();
  await expect(page.getByText("Searching")).toBeVisible();
  await who.fill(second);
  await expect(option(second)).toBeVisible();
  await expect(option(first)).toBeHidden();
  await who.press("Enter");
  await expect(assign.getByRole("button", { name: /^Take .+ off$/ })).toHaveAccessibleName(
    `Take ${second} off`,
  );
});

test("instructions somebody else wrote meanwhile stand beside one's own before either is lost", async ({
  desk,
  openDesk,
}) => {
  const visit = await desk.addVisit(null);
  const page = await openVisit(openDesk, visit);
  await page.getByRole("button", { name: "Add instructions" }).click();
  const words = page.getByRole("textbox", { name: "For whoever goes there" });
  await words.fill("Bring the long ladder");
  await desk.api("PATCH", `/bookings/${visit.id}`, { instructions: "Ring at the back door" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const compare = page.getByRole("dialog", { name: "Dora Dispatcher changed this while you were typing." });
  await expect(compare).toContainText("Bring the long ladder");
  await expect(compare).toContainText("Ring at the back door");
  await compare.getByRole("button", { name: "Back to my draft" }).click();
  await expect(words).toHaveValue("Bring the long ladder");
  expect((await storedOf(desk, visit)).instructions).toBe("Ring at the back door");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await compare.getByRole("radio", { name: "Theirs" }).click();
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(compare).toBeHidden();
  await expect(page.getByText("Ring at the back door", { exact: true })).toBeVisible();
});
