import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  BUCKET,
  DROPBOX,
  failure,
  filesOf,
  NOT_FOUND,
  openStorageTarget,
  PUBLIC_BUCKET,
  REFUSED,
} from "./storage-target";
import type { StorageTarget } from "./storage-target";

type Person = Awaited<ReturnType<StorageTarget["person"]>>;
let target: StorageTarget;
let me: Person;
let stranger: Person;
beforeAll(async () => {
  target = await openStorageTarget();
  [me, stranger] = [await target.person(), await target.person()];
  await mine().upload(name(), Buffer.from("private"), text);
});
afterAll(() => target?.close());

const text = { contentType: "text/plain" };
const name = () => `${me.id}/private.txt`;
const mine = () => me.client.storage.from(BUCKET);
const asked = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${target.url}/storage/v1${path}`, { headers });
const key = () => ({ apikey: target.publishableKey });

describe("what the policies hide", () => {
  test("is not there to read, list, sign, move, copy or remove", async () => {
    const theirs = stranger.client.storage.from(BUCKET);
    expect(failure((await theirs.info(name())).error)).toEqual(NOT_FOUND);
    expect((await theirs.download(name())).data).toBeNull();
    expect((await theirs.list(me.id)).data).toEqual([]);
    expect(failure((await theirs.createSignedUrl(name(), 60)).error)).toEqual(NOT_FOUND);
    expect((await theirs.createSignedUrls([name()], 60)).data?.[0]).toMatchObject({
      path: name(),
      signedUrl: null,
    });
    expect(failure((await theirs.move(name(), `${stranger.id}/x.txt`)).error)).toEqual(NOT_FOUND);
    expect(failure((await theirs.copy(name(), `${stranger.id}/x.txt`)).error)).toEqual(NOT_FOUND);
    expect((await theirs.remove([name()])).data).toEqual([]);
    expect((await mine().exists(name())).data).toBe(true);
  });

  test("is not to be written, overwritten or moved into", async () => {
    const theirs = stranger.client.storage.from(BUCKET);
    const before = filesOf(target)?.length;
    const into = `${me.id}/planted.txt`;
    expect(failure((await theirs.upload(into, Buffer.from("x"), text)).error)).toEqual(REFUSED);
    expect(failure((await theirs.upload(name(), Buffer.from("x"), { ...text, upsert: true })).error)).toEqual(
      REFUSED,
    );
    expect(failure((await theirs.update(name(), Buffer.from("x"), text)).error)).toEqual(REFUSED);
    expect(failure((await theirs.createSignedUploadUrl(into)).error)).toEqual(REFUSED);
    expect(filesOf(target)?.length).toBe(before);
    await theirs.upload(`${stranger.id}/own.txt`, Buffer.from("own"), text);
    expect(failure((await theirs.move(`${stranger.id}/own.txt`, into)).error)).toEqual(REFUSED);
    expect(failure((await theirs.copy(`${stranger.id}/own.txt`, into)).error)).toEqual(REFUSED);
    expect((await mine().exists(into)).data).toBe(false);
  });

  test("stays hidden from nobody and from a forged token, and shows to the secret key", async () => {
    const path = `/object/${BUCKET}/${name()}`;
    expect((await asked(path)).status).toBe(401);
    expect(await (await asked(path, key())).json()).toMatchObject({ statusCode: "404" });
    const forged = `${me.token.slice(0, -4)}AAAA`;
    const answer = await asked(path, { ...key(), authorization: `Bearer ${forged}` });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { statusCode: "403", error: "Unauthorized" },
    ]);
    const old = await target.token({ sub: me.id }, { issuedAt: 1_000_000, expiresAt: 1_000_600 });
    const late = await asked(path, { ...key(), authorization: `Bearer ${old}` });
    expect(await late.json()).toMatchObject({ statusCode: "403" });
    expect(await (await target.service().storage.from(BUCKET).download(name())).data?.text()).toBe("private");
  });

  test("is no bucket to a private one's public address", async () => {
    const answer = await asked(`/object/public/${BUCKET}/${name()}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { statusCode: "404" }]);
    await target.service().storage.from(PUBLIC_BUCKET).upload("open.txt", Buffer.from("open"), text);
    const open = await asked(`/object/public/${PUBLIC_BUCKET}/open.txt`);
    expect(await open.text()).toBe("open");
  });

  test("takes from who may insert and see nothing, but replaces nothing for him", async () => {
    const { id, client } = await target.person();
    const dropbox = client.storage.from(DROPBOX);
    expect((await dropbox.upload(`${id}/in.txt`, Buffer.from("in"), text)).error).toBeNull();
    expect((await dropbox.createSignedUploadUrl(`${id}/next.txt`)).error).toBeNull();
    expect(failure((await dropbox.info(`${id}/in.txt`)).error)).toEqual(NOT_FOUND);
    const again = await dropbox.upload(`${id}/in.txt`, Buffer.from("x"), { ...text, upsert: true });
    expect(failure(again.error)).toEqual(REFUSED);
  });

  test("refuses roles that tokens may not name", async () => {
    for (const role of ["postgres", "supabase_storage_admin", "supabase_admin"]) {
      const client = await target.client({ sub: me.id, role });
      expect(failure((await client.storage.from(BUCKET).info(name())).error)?.statusCode).toBe("403");
    }
  });
});

describe("a signed address", () => {
  const signed = async (seconds = 60) =>
    (await mine().createSignedUrl(name(), seconds)).data?.signedUrl ?? "";

  test("opens one object to whoever has it, without a key", async () => {
    const answer = await fetch(await signed());
    expect([answer.status, await answer.text()]).toEqual([200, "private"]);
  });

  test("offers the file under a name when asked to", async () => {
    // Not by the client's own option, which encodes a name twice.
    const answer = await fetch(`${await signed()}&download=${encodeURIComponent("Bericht für Müller.txt")}`);
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename=Bericht%20f%C3%BCr%20M%C3%BCller.txt; filename*=UTF-8''Bericht%20f%C3%BCr%20M%C3%BCller.txt;",
    );
  });

  test("is worth nothing after its time, for another object, changed or made up", async () => {
    const refusal = async (url: string) => {
      const answer = await fetch(url);
      return [answer.status, ((await answer.json()) as { error: string }).error];
    };
    const short = await signed(1);
    const good = await signed();
    await mine().upload(`${me.id}/other.txt`, Buffer.from("other"), text);
    expect(await refusal(good.replace("private.txt", "other.txt"))).toEqual([400, "InvalidJWT"]);
    expect(await refusal(`${good.slice(0, -3)}AAA`)).toEqual([400, "InvalidJWT"]);
    expect(await refusal(good.replace(/token=.*/, "token="))).toEqual([400, "InvalidJWT"]);
    // The person's own token is no signature of an address.
    expect(await refusal(good.replace(/token=.*/, `token=${me.token}`))).toEqual([400, "InvalidJWT"]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await refusal(short)).toEqual([400, "InvalidJWT"]);
  });

  test("comes for many objects at once", async () => {
    await mine().upload(`${me.id}/second.txt`, Buffer.from("second"), text);
    const { data } = await mine().createSignedUrls([name(), `${me.id}/second.txt`, `${me.id}/none.txt`], 60);
    expect(data?.map((each) => each.error === null)).toEqual([true, true, false]);
    expect(await (await fetch(data?.[1]?.signedUrl ?? "")).text()).toBe("second");
  });
});

describe("a signed upload", () => {
  const offer = async (path: string) => (await mine().createSignedUploadUrl(path)).data;

  test("puts one object in place in the name of who asked for it", async () => {
    const path = `${me.id}/signed.txt`;
    const offered = await offer(path);
    const nobody = await target.client();
    const put = await nobody.storage
      .from(BUCKET)
      .uploadToSignedUrl(path, offered?.token ?? "", new Blob(["signed"], { type: "text/plain" }));
    expect(put.error).toBeNull();
    expect(await (await mine().download(path)).data?.text()).toBe("signed");
    const [row] = await target.sql`select owner_id from storage.objects where name = ${path}`;
    expect(row?.owner_id).toBe(me.id);
  });

  test("serves once, for its object, and neither reads nor is read by", async () => {
    const path = `${me.id}/once.txt`;
    const token = (await offer(path))?.token ?? "";
    const put = (at: string, withToken: string) =>
      me.client.storage.from(BUCKET).uploadToSignedUrl(at, withToken, Buffer.from("x"), text);
    expect(failure((await put(`${me.id}/elsewhere.txt`, token)).error)?.statusCode).toBe("400");
    expect((await put(path, token)).error).toBeNull();
    expect(failure((await put(path, token)).error)?.statusCode).toBe("409");
    const read = await asked(`/object/sign/${BUCKET}/${path}?token=${token}`);
    expect(read.status).toBe(400);
    const address = (await mine().createSignedUrl(path, 60)).data?.signedUrl ?? "";
    const readToken = new URL(address).searchParams.get("token") ?? "";
    expect(failure((await put(path, readToken)).error)?.statusCode).toBe("400");
  });
});
