import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import { openFiling, picture } from "./filing";
import type { Filing } from "./filing";

let acme: Filing;
let owner: TestUser;
beforeAll(async () => {
  acme = await openFiling();
  owner = acme.owner;
});
afterAll(() => acme?.close());

const stateOf = async (id: string) => {
  const [row] = await acme.sql<{ state: string }[]>`
    select state || coalesce(' ' || state_reason, '') as state from public.file_storage where id = ${id}`;
  return row?.state ?? "gone";
};
const age = (id: string, hours: number) =>
  acme.sql.begin(async (tx) => {
    // The history of a file does not matter here, its age does.
    await tx`set local session_replication_role = replica`;
    await tx`
      update public.file_storage set updated_at = now() - make_interval(hours => ${hours}),
        expires_at = expires_at - make_interval(hours => ${hours})
      where id = ${id}`;
  });
const objectsOf = async (word: string | null) =>
  (await acme.objects()).filter((place) => place.includes(word ?? "")).length;

describe("the sweep", () => {
  test("removes what was declared and never came, and the bytes of what was never completed", async () => {
    const never = await acme.declare(owner, await picture(50, 40));
    const bytes = await picture(50, 40);
    const half = await acme.declare(owner, bytes);
    await acme.put(owner, half.id, bytes);
    await acme.sweep();
    // Two days are given: a phone may have lost its signal.
    expect([await stateOf(never.id), await stateOf(half.id)]).toEqual(["pending", "pending"]);
    await age(never.id, 49);
    await age(half.id, 49);
    await acme.sweep();
    expect([await stateOf(never.id), await stateOf(half.id), await objectsOf(half.id)]).toEqual([
      "gone",
      "gone",
      0,
    ]);
  });

  test("keeps the row of what something names, until its bytes come after all", async () => {
    const bytes = await picture(50, 40);
    const { id } = await acme.declare(owner, bytes);
    await acme.attach(owner, id, { customer_id: acme.customerId });
    await age(id, 49);
    await acme.sweep();
    expect(await stateOf(id)).toBe("rejected expired");
    expect((await acme.renew(owner, id)).is_wanted).toBe(true);
    await acme.put(owner, id, bytes);
    await acme.complete(owner, id);
    await acme.check(id);
    expect(await stateOf(id)).toBe("ready");
  });

  test("removes what belongs to nothing for two days, and its bytes with the last file of them", async () => {
    const bytes = await picture(60, 50);
    const kept = await acme.send(owner, bytes);
    const loose = await acme.send(owner, bytes);
    const added = await acme.attach(owner, kept.id, { customer_id: acme.customerId });
    await age(kept.id, 49);
    await age(loose.id, 49);
    await acme.sweep();
    expect([await stateOf(kept.id), await stateOf(loose.id)]).toEqual(["ready", "gone"]);
    expect(await objectsOf(kept.sha256)).toBe(1);
    await call(acme.sql, acme.at(owner), "delete_attachment", {
      attachment: added.id,
      expected_version: null,
    });
    await acme.sweep();
    expect([await stateOf(kept.id), await objectsOf(kept.sha256)]).toEqual(["gone", 0]);
  });

  test("removes objects that no file names, and spares young ones", async () => {
    const service = await acme.storage(owner);
    const lost = `${acme.orgId}/${"b".repeat(64)}/original.jpg`;
    await acme.sql`insert into storage.objects (bucket_id, name, version) values ('files', ${lost}, gen_random_uuid())`;
    await acme.sql`insert into storage.objects (bucket_id, name, version) values ('uploads', 'nobody/knows', gen_random_uuid())`;
    const [young] = await acme.worker`select count(*)::int as n from ops.sweep_files(3600, 100)`;
    expect(young).toEqual({ n: 0 });
    await acme.sweep();
    expect(await objectsOf("b".repeat(64))).toBe(0);
    expect(await objectsOf("nobody")).toBe(0);
    expect((await service.from("files").download(lost)).data).toBeNull();
  });

  test("says which files lost their bytes, and has those looked at whose job was lost", async () => {
    const file = await acme.send(owner, await picture(70, 50));
    await acme.attach(owner, file.id, { customer_id: acme.customerId });
    await acme.sql.begin(async (tx) => {
      await tx`set local storage.allow_delete_query = 'true'`;
      await tx`delete from storage.objects where name = ${file.variants?.original?.path ?? ""}`;
    });
    const bytes = await picture(70, 50);
    const waiting = await acme.declare(owner, bytes);
    await acme.put(owner, waiting.id, bytes);
    await acme.complete(owner, waiting.id);
    await acme.sql`delete from private.background_jobs where payload ->> 'file_id' = ${waiting.id}`;
    await acme.sweep();
    expect(await stateOf(file.id)).toBe("rejected missing");
    const jobs =
      await acme.sql`select kind from private.background_jobs where payload ->> 'file_id' = ${waiting.id}`;
    expect(jobs).toMatchObject([{ kind: "file_check" }]);
    await acme.sweep();
    expect(
      await acme.sql`select from private.background_jobs where payload ->> 'file_id' = ${waiting.id}`,
    ).toHaveLength(1);
  });

  test("leaves rows and objects in agreement, whatever was sent", async () => {
    await acme.sweep();
    const [row] = await acme.sql`select
      (select count(*)::int from storage.objects o where o.bucket_id = 'files' and not exists (
        select from public.file_storage f where f.state = 'ready' and o.name like f.org_id || '/' || f.sha256 || '/%')) as nameless,
      (select count(*)::int from public.file_storage f where f.state = 'ready' and not exists (
        select from storage.objects o where o.bucket_id = f.bucket and o.name = f.path)) as empty`;
    expect(row).toEqual({ nameless: 0, empty: 0 });
  });
});
