import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer } from "./company";
import { openFiling, picture } from "./filing";
import type { FileRow, Filing } from "./filing";
import { between, foundPlanning } from "./planning";
import type { Visit } from "./planning";

let acme: Filing;
let technician: TestUser;
let colleague: TestUser;
let own: Visit;
let ofColleague: Visit;

beforeAll(async () => {
  acme = await openFiling();
  [technician, colleague] = [await acme.hire("technician"), await acme.hire("technician")];
  const mine = await acme.hireResource("Mine", { userId: technician.id });
  const theirs = await acme.hireResource("Theirs", { userId: colleague.id });
  own = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: mine }] });
  // Of a job of its own: the job of a visit is seen by everybody who is sent to it.
  const customer = await createCustomer(acme, { first_name: "Other" });
  const property = (
    await call<{ data: { id: string } }>(acme.sql, acme.at(acme.owner), "create_property", {
      payload: {
        customer_id: customer.id,
        address: { line1: "5 Elm", city: "Albany", postcode: "12207", country: "US" },
      },
    })
  ).data;
  const job = await acme.job({ customer_id: customer.id, property_id: property.id });
  ofColleague = await acme.plan({
    ...between("09:00", "10:00"),
    job_id: job.id,
    assignments: [{ resource_id: theirs }],
  });
});
afterAll(() => acme?.close());

/** What a person gets of a file: by its record, and by asking Storage for the object itself. */
async function reach(person: TestUser, file: FileRow): Promise<string> {
  const record = await acme.file(person, file.id).then(
    () => "record",
    () => "no record",
  );
  const bucket = (await acme.storage(person)).from("files");
  const path = file.variants?.original?.path ?? "";
  const { data: address } = await bucket.createSignedUrl(path, 60);
  const { data: bytes } = await bucket.download(path);
  return [record, address ? "address" : "no address", bytes ? "bytes" : "no bytes"].join(", ");
}

const ALL = "record, address, bytes";
const NOTHING = "no record, no address, no bytes";

describe("a file", () => {
  test("that belongs to nothing yet is its sender's alone", async () => {
    const file = await acme.send(technician, await picture());
    expect(await reach(technician, file)).toBe(ALL);
    for (const person of [acme.owner, colleague]) expect(await reach(person, file)).toBe(NOTHING);
  });

  test("of a visit is seen by the office and by who goes there, and by no other technician", async () => {
    const file = await acme.send(acme.owner, await picture());
    await acme.attach(acme.owner, file.id, { booking_id: ofColleague.id });
    expect(await reach(acme.owner, file)).toBe(ALL);
    expect(await reach(colleague, file)).toBe(ALL);
    expect(await reach(technician, file)).toBe(NOTHING);
    const [line] = await callRows<{ value: { id: string; version: number } }>(
      acme.sql,
      acme.at(acme.owner),
      "list_attachments",
      { target: { booking_id: ofColleague.id } },
    );
    await call(acme.sql, acme.at(acme.owner), "delete_attachment", {
      attachment: line?.value.id,
      expected_version: null,
    });
    expect(await reach(colleague, file)).toBe(NOTHING);
  });

  test("stays with who sent it only as long as he may see where it went", async () => {
    const file = await acme.send(technician, await picture());
    await acme.attach(technician, file.id, { booking_id: own.id });
    expect(await reach(technician, file)).toBe(ALL);
    await acme.sql`
      update public.bookings set assigned = '[]' where org_id = ${acme.orgId} and id = ${own.id}`;
    expect(await reach(technician, file)).toBe(NOTHING);
    expect(await reach(acme.owner, file)).toBe(ALL);
  });

  test("of another company is not there, by its id, by its name or as an attachment", async () => {
    const other = await foundPlanning(acme, "Other Heating");
    const file = await acme.send(acme.owner, await picture());
    await acme.attach(acme.owner, file.id, { job_id: own.job_id });
    const asStranger = other.at(other.owner);
    expect(await refusal(call(acme.sql, asStranger, "get_file", { file: file.id }))).toMatchObject({
      code: "CO404",
    });
    const theft = { payload: { file_id: file.id, customer_id: other.customerId } };
    expect(await refusal(call(acme.sql, asStranger, "create_attachment", theft))).toMatchObject({
      code: "CO422",
      hint: "file_id",
    });
    const planted = { payload: { id: file.id, name: "x.jpg", mime: "image/jpeg", size_bytes: 5 } };
    const { data } = await call<{ data: { id: string } }>(acme.sql, asStranger, "create_file", planted);
    // The same id in another company is another file.
    expect(data.id).toBe(file.id);
    expect(await acme.file(acme.owner, file.id)).toMatchObject({ state: "ready" });
  });

  test("is taken away by who added it or by the office, and by no colleague", async () => {
    const file = await acme.send(acme.owner, await picture());
    const added = await acme.attach(acme.owner, file.id, { job_id: ofColleague.job_id });
    const remove = (person: TestUser) =>
      call(acme.sql, acme.at(person), "delete_attachment", { attachment: added.id, expected_version: null });
    expect(await refusal(remove(colleague))).toMatchObject({ code: "42501" });
    expect(await refusal(remove(technician))).toMatchObject({ code: "CO404" });
    const rename = (version: number | null) =>
      call<{ data: { caption: string; version: number } }>(
        acme.sql,
        acme.at(acme.owner),
        "update_attachment",
        {
          attachment: added.id,
          expected_version: version,
          changes: { caption: "Boiler plate" },
        },
      );
    expect(await refusal(rename(7))).toMatchObject({ code: "CO412" });
    expect((await rename(1)).data).toMatchObject({ caption: "Boiler plate", version: 2 });
    await remove(acme.owner);
  });
});

describe("an upload", () => {
  test("goes where it was declared and nowhere else, once, and shows itself to nobody", async () => {
    const bytes = await picture(90, 60);
    const { id } = await acme.declare(technician, bytes);
    const mine = (await acme.storage(technician)).from("uploads");
    const theirs = (await acme.storage(colleague)).from("uploads");
    const jpeg = { contentType: "image/jpeg" };
    const path = `${acme.orgId}/${id}`;
    for (const elsewhere of [`${acme.orgId}/other`, `${acme.orgId}/${id}/deeper`, `x/${id}`, id])
      expect((await mine.upload(elsewhere, bytes, jpeg)).error).not.toBeNull();
    expect((await theirs.upload(path, bytes, jpeg)).error).not.toBeNull();
    expect((await theirs.createSignedUploadUrl(path)).error).not.toBeNull();
    expect((await mine.upload(path, bytes, { contentType: "image/svg+xml" })).error).toMatchObject({
      statusCode: "415",
    });
    expect((await mine.upload(path, Buffer.alloc(26_214_401), jpeg)).error).toMatchObject({
      statusCode: "413",
    });
    expect((await mine.upload(path, bytes, jpeg)).error).toBeNull();
    expect((await mine.upload(path, bytes, { ...jpeg, upsert: true })).error).not.toBeNull();
    for (const bucket of [mine, theirs, (await acme.storage(acme.owner)).from("uploads")]) {
      expect((await bucket.download(path)).data).toBeNull();
      expect((await bucket.list(acme.orgId)).data).toEqual([]);
      expect((await bucket.remove([path])).data).toEqual([]);
      expect((await bucket.move(path, `${path}x`)).error).not.toBeNull();
    }
  });

  test("is refused after its time, and taken again when more is asked for", async () => {
    const bytes = await picture(90, 60);
    const { id } = await acme.declare(technician, bytes);
    await acme.sql`update public.file_storage set expires_at = now() - interval '1 second' where id = ${id}`;
    expect(await acme.put(technician, id, bytes)).not.toBeNull();
    await acme.renew(technician, id);
    expect(await acme.put(technician, id, bytes)).toBeNull();
  });

  test("into the bucket of what was checked is nobody's", async () => {
    const files = (await acme.storage(acme.owner)).from("files");
    const sum = "a".repeat(64);
    const put = await files.upload(`${acme.orgId}/${sum}/original.jpg`, await picture(9, 9), {
      contentType: "image/jpeg",
    });
    expect(put.error).not.toBeNull();
  });
});
