import { expect, it } from "vitest";
import { call } from "./support/call";
import { createCompany, refreshed } from "./support/people";

it("an owner closes the organization by its name, everybody is out, and he takes it back", async () => {
  const home = await createCompany("bandicoot");
  const { owner, admin } = home.people;
  const { row } = await call("GET", `/organizations/${home.id}`, { as: owner });
  const close = (name: string, as = owner) =>
    call("POST", `/organizations/${home.id}/closings`, { as, body: { name } });
  expect((await close(String(row.name), admin)).status).toBe(403);
  expect((await close("Another")).problem).toMatchObject({ status: 422, errors: [{ field: "name" }] });
  const closed = await close(String(row.name));
  expect(closed.status).toBe(201);
  expect((await call("GET", "/customers", { as: admin })).status).toBe(403);

  const outside = await refreshed(owner);
  expect((await call("GET", "/closings", { as: outside })).rows).toMatchObject([
    { org_id: home.id, is_reopenable: true },
  ]);
  expect((await call("GET", "/closings", { as: await refreshed(admin) })).rows).toEqual([]);
  const back = () => call("POST", `/organizations/${home.id}/reopenings`, { as: outside, body: {} });
  expect((await back()).status).toBe(201);
  expect((await back()).status).toBe(404);
  expect((await call("GET", "/customers", { as: await refreshed(outside) })).status).toBe(200);
});
