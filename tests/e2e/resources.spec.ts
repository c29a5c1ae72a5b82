import { expect, test } from "./support/desk";
import { MONDAY, uniqueWord } from "./support/office";
import { ZONE } from "./support/zone";
import { addDays, wallToInstant } from "@/lib/time";

type Crew = { name: string; is_active: boolean; members: { name: string; valid_to: string | null }[] };
type Resource = {
  name: string;
  notes: string | null;
  phone: string | null;
  daily_limit: { max_minutes: number | null; max_visits: number | null } | null;
  zones: { name: string }[];
};

test("a crew is made, its members are changed, and what was deleted comes back by Undo", async ({
  desk,
  openDesk,
}) => {
  const [lead, mate] = [await desk.addPerson(), await desk.addPerson()];
  const name = `Crew ${uniqueWord()}`;
  const page = await openDesk(`/resources/${lead.id}`);
  const crewOf = async (id: string) => {
    const crews = await desk.api<Crew[]>("GET", `/crews?resource_id=${id}`);
    return crews.map((crew) => [crew.name, crew.members.map((member) => member.name)]);
  };

  await page.getByRole("button", { name: "New crew" }).first().click();
  const sheet = page.getByRole("dialog", { name: "New crew" });
  await sheet.getByRole("textbox", { name: "Name" }).fill(name);
  await sheet.getByRole("button", { name: "Add member" }).click();
  await sheet.getByRole("combobox", { name: "Member" }).nth(1).click();
  await page.getByRole("option", { name: mate.name }).click();
  await sheet.getByRole("button", { name: "Add crew" }).click();
  await expect(sheet).toBeHidden();
  const names = [lead.name, mate.name].toSorted();
  await expect(page.getByText(names.join(", "))).toBeVisible();
  await expect.poll(() => crewOf(mate.id)).toEqual([[name, names]]);

  const actions = page.getByRole("button", { name: `Actions for ${name}` });
  await actions.click();
  await page.getByRole("menuitem", { name: `Edit ${name}` }).click();
  const edit = page.getByRole("dialog", { name: "Edit crew" });
  await edit.getByRole("button", { name: `Remove ${mate.name}` }).click();
  await edit.getByLabel("Until").fill("2040-01-31");
  await edit.getByRole("button", { name: "Save crew" }).click();
  await expect(edit).toBeHidden();
  await expect(page.getByText(/\(until .*Jan 31, 2040|\(until .*31 Jan 2040/)).toBeVisible();
  await expect.poll(() => crewOf(mate.id)).toEqual([]);

  await actions.click();
  await page.getByRole("menuitem", { name: `Delete ${name}` }).click();
  await expect(actions).toHaveCount(0);
  await expect.poll(() => crewOf(lead.id)).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(actions).toBeVisible();
  await expect.poll(() => crewOf(lead.id)).toEqual([[name, [lead.name]]]);
});

test("who changes a crew over another person's change chooses between both", async ({ desk, openDesk }) => {
  const person = await desk.addPerson();
  const word = uniqueWord();
  const crew = await desk.api("POST", "/crews", {
    name: `Before ${word}`,
    members: [{ resource_id: person.id }],
  });
  const page = await openDesk(`/resources/${person.id}`);
  await page.getByRole("button", { name: `Actions for Before ${word}` }).click();
  await page.getByRole("menuitem", { name: `Edit Before ${word}` }).click();
  const sheet = page.getByRole("dialog", { name: "Edit crew" });
  await sheet.getByRole("textbox", { name: "Name" }).fill(`Mine ${word}`);
  await desk.api("PATCH", `/crews/${crew.id}`, { name: `Theirs ${word}` });
  await sheet.getByRole("button", { name: "Save crew" }).click();
  const compare = page.getByRole("dialog", { name: /changed this while you were typing\.$/ });
  await expect(compare).toContainText(`Theirs ${word}`);
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(page.getByText(`Mine ${word}`)).toBeVisible();
});

test("a day's limit and zones are set, shown and taken away again", async ({ desk, openDesk }) => {
  const person = await desk.addPerson();
  const page = await openDesk(`/resources/${person.id}`);
  const stored = () => desk.api<Resource>("GET", `/resources/${person.id}`);
  const open = async () => {
    await page.getByRole("button", { name: "Edit zones and limit" }).first().click();
    return page.getByRole("dialog", { name: "Edit zones and limit" });
  };

  const sheet = await open();
  await sheet.getByLabel("Visits at most").fill("0");
  await sheet.getByRole("button", { name: "Save zones and limit" }).click();
  await expect(sheet.getByText("This is too short or too small.")).toBeVisible();
  await sheet.getByLabel("Visits at most").fill("4");
  await sheet.getByLabel("Minutes at most").fill("390");
  await sheet.getByLabel("Minutes kept for urgent work").fill("60");
  await sheet.getByRole("button", { name: "Save zones and limit" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText("4 visits · 6 h 30 min · 1 h kept for urgent work")).toBeVisible();
  await expect
    .poll(async () => (await stored()).daily_limit)
    .toMatchObject({ max_visits: 4, max_minutes: 390 });

  await open();
  for (const label of ["Visits at most", "Minutes at most", "Minutes kept for urgent work"])
    await sheet.getByLabel(label).fill("");
  await sheet.getByRole("button", { name: "Save zones and limit" }).click();
  await expect(page.getByText("What the hours allow")).toBeVisible();
  await expect.poll(async () => (await stored()).daily_limit).toBeNull();
});

test("who edits a resource over another person's change keeps both", async ({ desk, openDesk }) => {
  const person = await desk.addPerson();
  const page = await openDesk(`/resources/${person.id}`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Edit resource" });
  await sheet.getByLabel("Notes").fill("Has the key of the depot");
  await desk.api("PATCH", `/resources/${person.id}`, { phone: "+12125550188" });
  await sheet.getByRole("button", { name: "Save resource" }).click();
  const compare = page.getByRole("dialog", { name: "Dora Dispatcher changed this while you were typing." });
  await expect(
    compare.getByRole("radiogroup", { name: /Phone/ }).getByRole("radio", { name: "Theirs" }),
  ).toBeChecked();
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(compare).toBeHidden();
  await expect(page.getByText("Has the key of the depot", { exact: true })).toBeVisible();
  await expect
    .poll(() => desk.api<Resource>("GET", `/resources/${person.id}`))
    .toMatchObject({ notes: "Has the key of the depot", phone: "+12125550188" });
});

test("who sets a day's limit over another person's limit chooses, and what was theirs can stand", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const page = await openDesk(`/resources/${person.id}`);
  await page.getByRole("button", { name: "Edit zones and limit" }).first().click();
  const sheet = page.getByRole("dialog", { name: "Edit zones and limit" });
  await sheet.getByLabel("Visits at most").fill("3");
  await desk.api("PATCH", `/resources/${person.id}`, { daily_limit: { max_visits: 7 } });
  await sheet.getByRole("button", { name: "Save zones and limit" }).click();
  const compare = page.getByRole("dialog", { name: "Dora Dispatcher changed this while you were typing." });
  await expect(compare).toContainText("3 visits");
  await compare.getByRole("radio", { name: "Theirs" }).click();
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText("7 visits", { exact: true }).first()).toBeVisible();
});

test("who changes a time off that somebody else changed meanwhile chooses field by field", async ({
  desk,
  openDesk,
}) => {
  const person = await desk.addPerson();
  const [from, to] = [70, 72].map((days) => new Date(wallToInstant(addDays(MONDAY, days), "00:00", ZONE)));
  const span = { starts_at: from?.toISOString(), ends_at: to?.toISOString() };
  const off = await desk.api<{ id: string }>("POST", "/time-off", {
    resource_id: person.id,
    kind: "vacation",
    note: "At the lake",
    ...span,
  });
  const page = await openDesk(`/resources/${person.id}`);
  await page.getByRole("button", { name: "Actions for this time off" }).click();
  await page.getByRole("menuitem", { name: "Edit time off" }).click();
  const sheet = page.getByRole("dialog", { name: "Edit time off" });
  await sheet.getByRole("textbox", { name: "Note" }).fill("At the sea");
  await desk.api("PATCH", `/time-off/${off.id}`, { note: "In the mountains", kind: "sick" });
  await sheet.getByRole("button", { name: "Save time off" }).click();
  const compare = page.getByRole("dialog", { name: /changed this while you were typing/ });
  await expect(compare).toContainText("In the mountains");
  await compare.getByRole("button", { name: "Save the choice" }).click();
  await expect(compare).toBeHidden();
  // Mine where I typed, theirs where I did not.
  await expect
    .poll(() => desk.api<{ kind: string; note: string }[]>("GET", `/time-off?resource_id=${person.id}`))
    .toMatchObject([{ kind: "sick", note: "At the sea" }]);
});
