import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMailer } from "./mail";

let directory: string;
beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(tmpdir(), "callout-mail-")), "mail");
});
afterEach(() => rmSync(path.dirname(directory), { recursive: true, force: true }));

const from = "Callout <no-reply@callout.test>";
const message = { to: "a@x.test", subject: "Hello", text: "Hello", html: "<p>Hello</p>", kind: "signup" };

test("Kept mail is listed newest first and survives a restart", async () => {
  const mailer = createMailer({ directory, from });
  await mailer.send({ ...message, id: "first" });
  await mailer.send({ ...message, id: "second", subject: "Later" });
  expect(mailer.list().map(({ id }) => id)).toEqual(["second", "first"]);
  const restarted = createMailer({ directory, from });
  expect(restarted.list()).toEqual(mailer.list());
});

test("The same id twice is one message", async () => {
  const mailer = createMailer({ directory, from });
  expect(await mailer.send({ ...message, id: "once" })).toEqual({ id: "once" });
  expect(await mailer.send({ ...message, id: "once" })).toEqual({ id: "once" });
  expect(mailer.list()).toHaveLength(1);
});

test("Only the newest five hundred are kept, in memory and on disk", async () => {
  const mailer = createMailer({ directory, from });
  for (let index = 0; index < 503; index++) await mailer.send({ ...message, id: `mail-${index}` });
  expect(mailer.list()).toHaveLength(500);
  expect(mailer.list()[0]?.id).toBe("mail-502");
  expect(mailer.list().at(-1)?.id).toBe("mail-3");
  expect(readdirSync(directory)).toHaveLength(500);
});

test("Nobody else on the machine can read the codes in it", async () => {
  const mailer = createMailer({ directory, from });
  await mailer.send({ ...message, id: "../../escape" });
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const [name = ""] = readdirSync(directory);
  expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
  expect(statSync(path.join(directory, name)).mode & 0o777).toBe(0o600);
});

test("A half-written or damaged file costs one mail and not the start", async () => {
  const mailer = createMailer({ directory, from });
  await mailer.send({ ...message, id: "whole" });
  writeFileSync(path.join(directory, "damaged.json"), '{"id": "dam');
  expect(
    createMailer({ directory, from })
      .list()
      .map(({ id }) => id),
  ).toEqual(["whole"]);
});

test("Clearing empties it", async () => {
  const mailer = createMailer({ directory, from });
  await mailer.send(message);
  mailer.clear();
  expect(mailer.list()).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});
