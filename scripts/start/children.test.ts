import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NEEDS_PERSON } from "./child";
import { keepRunning } from "./children";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callout-children-"));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A child that is ready in its first life; then each ends as `ending` says. */
function optionsOf(ending: string) {
  const script = join(folder, "child.mjs");
  const lives = join(folder, "lives");
  writeFileSync(lives, "");
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from "node:fs";
    const life = readFileSync(${JSON.stringify(lives)}, "utf8").length;
    appendFileSync(${JSON.stringify(lives)}, "x");
    if (life === 0) process.send({ ready: true }, () => process.exit(1));
    else { ${ending} }`,
  );
  return {
    options: { name: "part", script, env: process.env, logFolder: folder },
    lives: () => readFileSync(lives, "utf8").length,
  };
}

test("a part that dies is started again more often than anybody counts", async () => {
  const giveUp = vi.fn<(error: Error) => void>();
  const { options, lives } = optionsOf("process.exit(1)");
  const child = keepRunning(options, giveUp, [1, 2]);
  await child.ready;
  await vi.waitFor(() => expect(lives()).toBeGreaterThan(8), { timeout: 30_000 });
  await child.stop();
  expect(giveUp).not.toHaveBeenCalled();
}, 40_000);

test("a part that needs a person is given up after five tries, with its own sentence", async () => {
  const giveUp = vi.fn<(error: Error) => void>();
  const { options, lives } = optionsOf(`console.error("Port 1 is taken."); process.exit(${NEEDS_PERSON})`);
  const child = keepRunning(options, giveUp, [1]);
  await child.ready;
  await vi.waitFor(() => expect(giveUp).toHaveBeenCalledTimes(1), { timeout: 30_000 });
  expect(giveUp.mock.calls[0]?.[0].message).toBe("Port 1 is taken.");
  expect(lives()).toBe(6);
}, 40_000);

test("whoever stops waits for no pause between two tries", async () => {
  const { options, lives } = optionsOf("process.exit(1)");
  const child = keepRunning(options, () => undefined, [60_000]);
  await child.ready;
  await vi.waitFor(() => expect(console.error).toHaveBeenCalled(), { timeout: 30_000 });
  const askedAt = Date.now();
  await child.stop();
  expect(Date.now() - askedAt).toBeLessThan(1_000);
  expect(lives()).toBe(1);
}, 40_000);
