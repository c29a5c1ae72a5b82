import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import type { Row } from "./support/call";
import { installation } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { until } from "./support/until";

let home: Company;
let other: Company;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("bringer"), createCompany("looker")]);
});

const LIST =
  "Company;E-mail;Phone\n" +
  "Elm Dental;info@elm.example;(518) 555-0142\n" +
  "Elm Dental;info@elm.example;\n" +
  ";=1+1;\n" +
  "Oak Bakery;;\n";

async function declare(as: Person, text: string): Promise<{ id: string; url: string; bytes: Buffer }> {
  const bytes = Buffer.from(text);
  const body = { name: "customers.csv", mime: "text/csv", size_bytes: bytes.length };
  const answer = await call("POST", "/files", { as, body });
  const { data, upload } = JSON.parse(answer.text) as { data: Row; upload: { url: string } };
  return { id: data.id, url: upload.url, bytes };
}

async function send(as: Person, text: string): Promise<string> {
  const { id, url, bytes } = await declare(as, text);
  await fetch(new URL(url, installation.url), {
    method: "PUT",
    headers: { "content-type": "text/csv" },
    body: new Uint8Array(bytes),
  });
  await call("POST", `/files/${id}/completions`, { as });
  await until(
    () => call("GET", `/files/${id}`, { as }),
    ({ row }) => row.state === "ready",
  );
  return id;
}

const get = async (as: Person, id: string) => (await call("GET", `/imports/${id}`, { as })).row;
const settled = (as: Person, id: string) =>
  until(
    () => get(as, id),
    ({ state }) => !["reading", "checking", "importing"].includes(String(state)),
  );

async function bring(as: Person, text = LIST): Promise<Row> {
  const made = await call("POST", "/imports", { as, body: { file_id: await send(as, text) } });
  expect(made.status).toBe(201);
  return settled(as, made.row.id);
}

describe("an import", () => {
  it("is read, shown with what becomes of each row, started, and hands back what stayed out", async () => {
    const as = home.people.dispatcher;
    const found = await bring(as);
    expect(found).toMatchObject({
      state: "ready",
      file_name: "customers.csv",
      encoding: "utf-8",
      separator: ";",
      mapping: ["company_name", "email", "phone"],
      counts: { new: 2, duplicate: 1, error: 1, created: 0 },
      samples: [
        ["Elm Dental", "info@elm.example", "(518) 555-0142"],
        ["Elm Dental", "info@elm.example", ""],
        ["", "=1+1", ""],
        ["Oak Bakery", "", ""],
      ],
    });
    const rows = await call("GET", `/imports/${found.id}/rows?outcome=duplicate`, { as });
    expect(rows.rows).toMatchObject([{ row: 3, reason: "same_email", matches_row: 2 }]);

    const started = await call("POST", `/imports/${found.id}/starts`, { as, body: {}, key: "once" });
    expect([started.status, started.row.state]).toEqual([200, "importing"]);
    const replayed = await call("POST", `/imports/${found.id}/starts`, { as, body: {}, key: "once" });
    expect(replayed.headers.get("idempotent-replayed")).toBe("true");
    const again = await call("POST", `/imports/${found.id}/starts`, { as, body: {} });
    expect([again.status, again.problem.code]).toEqual([409, "import_started"]);

    expect(await settled(as, found.id)).toMatchObject({ state: "done", counts: { created: 2, new: 0 } });
    const made = await call("GET", "/customers?q=elm%20dental", { as });
    expect(made.rows).toMatchObject([{ email: "info@elm.example", phone: "+15185550142", source: "import" }]);

    const leftOut = await call("GET", `/imports/${found.id}/left-out`, { as });
    expect(leftOut.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(leftOut.text.replace("\ufeff", "").split("\r\n")).toEqual([
      "Row,Reason,Company,E-mail,Phone",
      "3,Same e-mail as row 2,Elm Dental,info@elm.example,",
      "4,No name,,'=1+1,",
      "",
    ]);
    const corrected = await bring(
      as,
      leftOut.text.replace("'=1+1", "four@example.test").replace("name,,", "name,Four,"),
    );
    expect(corrected).toMatchObject({ mapping: [null, null, "company_name", "email", "phone"] });
  });

  it("names the cell that a field of the company's own cannot take, also in the file of what stayed out", async () => {
    const as = home.people.owner;
    const field = { entity: "customer", name: "Fuel", type: "choice", options: [{ label: "Gas" }] };
    expect((await call("POST", "/custom-fields", { as, body: field })).status).toBe(201);
    const found = await bring(as, "Company,Fuel\nNorth Fuel,gas\nSouth Fuel,Coal\n,Peat\n");
    expect(found).toMatchObject({
      mapping: ["company_name", "custom_fields.fuel"],
      counts: { new: 1, error: 2 },
    });
    const rows = await call("GET", `/imports/${found.id}/rows?outcome=error`, { as });
    expect(rows.rows).toMatchObject([
      { row: 3, reason: "wrong_choice", wrong: { heading: "Fuel", value: "Coal" } },
      { row: 4, reason: "no_name", wrong: null },
    ]);
    const leftOut = await call("GET", `/imports/${found.id}/left-out`, { as });
    expect(leftOut.text).toContain("3,A choice that is not offered: Fuel “Coal”,South Fuel,Coal\r\n");
  });

  it("is judged anew by another mapping, of the version that was seen", async () => {
    const as = home.people.owner;
    const { id, version } = await bring(as, "A,B\nAnn Lee,1\n");
    const path = `/imports/${id}`;
    expect((await call("PATCH", path, { as, body: { mapping: ["full_name", null] } })).status).toBe(428);
    const short = await call("PATCH", path, { as, version, body: { mapping: ["full_name"] } });
    expect([short.status, short.problem.errors?.[0]?.field]).toEqual([422, "mapping"]);
    const unknown = await call("PATCH", path, { as, version, body: { mapping: ["password", null] } });
    expect(unknown.status).toBe(422);
    const changed = await call("PATCH", path, { as, version, body: { mapping: ["full_name", null] } });
    expect([changed.status, changed.row.state]).toEqual([200, "checking"]);
    const stale = await call("PATCH", path, { as, version, body: { country: "DE" } });
    expect([stale.status, stale.problem.code]).toEqual([412, "stale"]);
    expect(await settled(as, id)).toMatchObject({ state: "ready", counts: { new: 1 } });
  });

  it("needs a list that was sent and looked at", async () => {
    const as = home.people.dispatcher;
    const { id } = await declare(as, LIST);
    const early = await call("POST", "/imports", { as, body: { file_id: id } });
    expect([early.status, early.problem.code]).toEqual([409, "file_not_ready"]);
    const none = await call("POST", "/imports", { as, body: { file_id: randomUUID() } });
    expect([none.status, none.problem.code]).toEqual([422, "file_not_found"]);
    const theirs = await send(other.people.owner, LIST);
    const foreign = await call("POST", "/imports", { as, body: { file_id: theirs } });
    expect([foreign.status, foreign.problem.code]).toEqual([422, "file_not_found"]);
  });

  it("says of a list without rows why nothing can be imported", async () => {
    const as = home.people.dispatcher;
    const found = await bring(as, "Company;Phone\n");
    expect(found).toMatchObject({ state: "failed", problem: "empty_file" });
    const started = await call("POST", `/imports/${found.id}/starts`, { as, body: {} });
    expect([started.status, started.problem.code]).toEqual([409, "import_not_ready"]);
  });

  it("is nobody else's", async () => {
    const { id } = await bring(home.people.owner, "Company\nQuiet Ltd\n");
    for (const path of [`/imports/${id}`, `/imports/${id}/rows`, `/imports/${id}/left-out`]) {
      expect((await call("GET", path, { as: other.people.owner })).status).toBe(404);
      expect((await call("GET", path, { as: home.people.technician })).status).toBe(403);
    }
    expect((await call("GET", "/imports", { as: other.people.owner })).text).not.toContain(id);
  });
});
